package io.redispatterns.engine.lua;

import io.redispatterns.engine.lua.syntax.Expression;
import java.util.ArrayList;
import java.util.List;

/** Makes the node of a table constructor. */
final class TableCompiler {

    private final ExpressionCompiler expressions;

    TableCompiler(ExpressionCompiler expressions) {
        this.expressions = expressions;
    }

    /** The expressions in a table constructor, in the order in which they are evaluated. */
    static List<Expression> parts(Expression.TableConstructor table) {
        List<Expression> parts = new ArrayList<>();
        for (Expression.Item item : table.items()) {
            if (item instanceof Expression.Item.Keyed keyed) {
                parts.add(keyed.key());
                parts.add(keyed.value());
            } else if (item instanceof Expression.Item.Positional positional) {
                parts.add(positional.value());
            }
        }
        return parts;
    }

    Node node(Expression.TableConstructor table) {
        List<Expression.Item> items = table.items();
        List<Expression> parts = parts(table);
        boolean hasOpenTail = !items.isEmpty()
                && items.get(items.size() - 1) instanceof Expression.Item.Positional
                && ExpressionCompiler.isOpen(parts);
        if (!hasOpenTail && ExpressionCompiler.isOpen(parts)) {
            int last = parts.size() - 1;
            parts.set(last, new Expression.Parentheses(parts.get(last)));
        }
        Node[] nodes = expressions.list(List.of(), parts);
        List<MakeTable.Entry> entries = new ArrayList<>(items.size());
        int at = 0;
        for (Expression.Item item : items) {
            if (item instanceof Expression.Item.Keyed keyed) {
                entries.add(new MakeTable.Entry(nodes[at], nodes[at + 1], keyed.line()));
                at += 2;
            } else if (at < nodes.length) {
                entries.add(new MakeTable.Entry(null, nodes[at], 0));
                at++;
            }
        }
        MakeTable node = new MakeTable(entries.toArray(MakeTable.Entry[]::new), hasOpenTail);
        return hasOpenTail ? expressions.settle(node) : node; // the open results are soon others
    }
}

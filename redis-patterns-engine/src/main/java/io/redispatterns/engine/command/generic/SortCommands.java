package io.redispatterns.engine.command.generic;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.READONLY;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.AclCategory;
import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Encodings;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.command.KeySpec;
import io.redispatterns.engine.command.KeyUse;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.keyspace.Entry;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.ListValue;
import io.redispatterns.engine.type.SetValue;
import io.redispatterns.engine.type.SortedSetValue;
import io.redispatterns.engine.type.Value;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** SORT, SORT_RO. */
public final class SortCommands {

    private static final String OPTIONS =
            "[BY pattern#1] [LIMIT offset_count={offset:integer count:integer}] [GET... pattern#1]"
                    + " [order=(ASC|DESC)] [sorting=ALPHA]";
    private static final String COMPLEXITY =
            "O(N+M*log(M)), when N is the number of elements and M the number of those returned; O(N) when nothing is sorted";

    private static final Set<KeyFlag> READ = EnumSet.of(KeyFlag.RO, KeyFlag.ACCESS);
    private static final Set<KeyFlag> OVERWRITE = EnumSet.of(KeyFlag.OW, KeyFlag.UPDATE);

    private static final KeySpec SORTED = new KeySpec(READ, null, new KeySpec.AtIndex(1), new KeySpec.Range(0, 1, 0));
    private static final KeySpec PATTERNS = new KeySpec(
            READ,
            "For the optional BY/GET keyword. It is marked 'unknown' because the key names derive from the content of the"
                    + " key we sort",
            new KeySpec.Unknown(),
            new KeySpec.Unknown());
    private static final KeySpec DESTINATION = new KeySpec(
            OVERWRITE,
            "For the optional STORE keyword. It is marked 'unknown' because the keyword can appear anywhere in the"
                    + " argument array",
            new KeySpec.Unknown(),
            new KeySpec.Unknown());

    private SortCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        CommandTable.Family t = root.group(CommandGroup.GENERIC);
        t.command("SORT", "key " + OPTIONS + " [STORE destination:key#2]")
                .since("1.0.0")
                .flags(WRITE, DENYOOM)
                .withoutGroupCategory()
                .categories(AclCategory.SET, AclCategory.SORTEDSET, AclCategory.LIST, AclCategory.DANGEROUS)
                .keySpecs(SORTED, PATTERNS, DESTINATION)
                .keysBy(SortCommands::keys)
                .returns(ReplyShape.arrayOf(ReplyShape.BULK.or(ReplyShape.NIL)).or(ReplyShape.INTEGER))
                .complexity(COMPLEXITY)
                .summary("Sorts a list, a set or a sorted set, by its elements or by what other keys hold for them.")
                .runs(in -> sort(in, options(in, true)));
        t.command("SORT_RO", "key " + OPTIONS)
                .since("7.0.0")
                .flags(READONLY)
                .withoutGroupCategory()
                .categories(AclCategory.SET, AclCategory.SORTEDSET, AclCategory.LIST, AclCategory.DANGEROUS)
                .keySpecs(SORTED, PATTERNS)
                .keysBy(argv -> List.of(new KeyUse(1, READ)))
                .returns(ReplyShape.arrayOf(ReplyShape.BULK.or(ReplyShape.NIL)))
                .complexity(COMPLEXITY)
                .summary("Sorts a list, a set or a sorted set as SORT does, but cannot keep the result.")
                .runs(in -> sort(in, options(in, false)));
    }

    /** In a cluster the keys that patterns lead to may be anywhere. */
    private static SortOptions options(Invocation in, boolean mayStore) {
        SortOptions options = SortOptions.parse(in.argsFrom(2), mayStore);
        if (in.config().get(Directives.CLUSTER_ENABLED)) {
            SortPattern by = options.by();
            if (by != null && by.hasPlaceholder()) {
                throw Errors.of("ERR BY option of SORT denied in Cluster mode.");
            }
            if (!options.gets().isEmpty()) {
                throw Errors.of("ERR GET option of SORT denied in Cluster mode.");
            }
        }
        return options;
    }

    /** The key that is sorted, and the last destination, if there is one: words behind other options are none. */
    private static List<KeyUse> keys(byte[][] argv) {
        KeyUse destination = null;
        for (int i = 2; i < argv.length; i++) {
            if (Bytes.equalsIgnoreCase(argv[i], "LIMIT")) {
                i += 2;
            } else if (Bytes.equalsIgnoreCase(argv[i], "GET") || Bytes.equalsIgnoreCase(argv[i], "BY")) {
                i++;
            } else if (Bytes.equalsIgnoreCase(argv[i], "STORE") && i + 1 < argv.length) {
                destination = new KeyUse(i + 1, OVERWRITE);
            }
        }
        KeyUse sorted = new KeyUse(1, READ);
        return destination == null ? List.of(sorted) : List.of(sorted, destination);
    }

    private static Reply sort(Invocation in, SortOptions options) {
        List<byte[]> sorted = sorted(in, sortable(in), options);
        byte[] destination = options.destination();
        return destination == null ? reply(in, sorted, options) : store(in, destination, sorted, options);
    }

    private static @Nullable Value sortable(Invocation in) {
        Entry entry = in.readEntry(in.arg(1));
        if (entry == null) {
            return null;
        }
        Value value = entry.value();
        if (value instanceof ListValue || value instanceof SetValue || value instanceof SortedSetValue) {
            return value;
        }
        throw Errors.wrongType();
    }

    private static List<byte[]> sorted(Invocation in, @Nullable Value value, SortOptions options) {
        if (value == null) {
            return List.of();
        }
        if (!options.leavesOrder()) {
            return new Sorting(in, options).sort(SortSource.all(value));
        }
        // The order of a set means nothing. Where others will see it, in a key or through what a script makes of it, it
        // is made one.
        boolean seen = options.destination() != null || in.engine().longRuns().current() != null;
        if (seen && value instanceof SetValue) {
            return new Sorting(in, options.byElementsAsTexts()).sort(SortSource.all(value));
        }
        return SortSource.range(value, options);
    }

    private static Reply reply(Invocation in, List<byte[]> sorted, SortOptions options) {
        List<SortPattern> gets = options.gets();
        List<Reply> items = new ArrayList<>(sorted.size() * Math.max(1, gets.size()));
        for (byte[] element : sorted) {
            if (gets.isEmpty()) {
                items.add(Reply.of(element));
            }
            for (SortPattern get : gets) {
                byte[] found = get.lookup(in, element);
                items.add(found == null ? Reply.NIL : Reply.of(found));
            }
        }
        return new Reply.Array(items);
    }

    /** Keeps the result as a list, in place of whatever is there; nothing at all deletes it. What a pattern does not find is empty. */
    private static Reply store(Invocation in, byte[] destination, List<byte[]> sorted, SortOptions options) {
        ListValue list = new ListValue(Encodings.list(in.config()));
        for (byte[] element : sorted) {
            if (options.gets().isEmpty()) {
                list.addLast(element);
            }
            for (SortPattern get : options.gets()) {
                byte[] found = get.lookup(in, element);
                list.addLast(found == null ? Bytes.EMPTY : found);
            }
        }
        if (!list.isEmpty()) {
            in.db().set(destination, list, in.now());
            in.changed(KeyspaceEvent.SORTSTORE, destination);
        } else if (in.db().lookup(destination, in.now()) != null) {
            in.db().remove(destination);
            in.changed(KeyspaceEvent.DEL, destination);
        }
        return Reply.of(list.size());
    }
}

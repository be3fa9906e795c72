package io.redispatterns.engine.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A statement of a random program: texts with lists of statements between them.
 *
 * @param texts one more than there are blocks
 */
record LuaStatement(List<String> texts, List<List<LuaStatement>> blocks) {

    /** What may stand instead of something in brackets. */
    private static final Map<Character, List<String>> INSTEAD =
            Map.of('(', List.of("", "()", "(1)", "(nil)"), '{', List.of("{}", "{1}"));

    /** The statement as Lua source, which ends with a line break. */
    String source() {
        StringBuilder source = new StringBuilder(texts.get(0)).append('\n');
        for (int i = 0; i < blocks.size(); i++) {
            source.append(source(blocks.get(i))).append(texts.get(i + 1)).append('\n');
        }
        return source.toString();
    }

    static String source(List<LuaStatement> list) {
        StringBuilder source = new StringBuilder();
        list.forEach(statement -> source.append(statement.source()));
        return source.toString();
    }

    /** Every list that this one becomes by one step of shrinking, those that lose most first. */
    static Stream<List<LuaStatement>> smaller(List<LuaStatement> list) {
        Stream<List<LuaStatement>> shorter = Stream.iterate(list.size(), size -> size > 0, size -> size / 2)
                .flatMap(size -> IntStream.iterate(0, at -> at < list.size(), at -> at + size)
                        .mapToObj(at -> replaced(list, at, Math.min(list.size(), at + size), List.of())));
        Stream<List<LuaStatement>> simpler = IntStream.range(0, list.size())
                .boxed()
                .flatMap(at -> list.get(at).simpler().map(instead -> replaced(list, at, at + 1, instead)));
        return Stream.concat(shorter, simpler);
    }

    /** What may stand in this statement's place: one of its blocks, or itself with a smaller one. */
    private Stream<List<LuaStatement>> simpler() {
        Stream<List<LuaStatement>> smallerInside = IntStream.range(0, blocks.size())
                .boxed()
                .flatMap(at -> smaller(blocks.get(at))
                        .map(block -> List.of(new LuaStatement(texts, replaced(blocks, at, at + 1, List.of(block))))));
        return Stream.of(blocks.stream(), smallerInside, shorterTexts()).flatMap(Function.identity());
    }

    /** This statement with something in brackets taken away. */
    private Stream<List<LuaStatement>> shorterTexts() {
        return IntStream.range(0, texts.size())
                .boxed()
                .flatMap(at -> withoutBrackets(texts.get(at))
                        .map(text -> List.of(new LuaStatement(replaced(texts, at, at + 1, List.of(text)), blocks))));
    }

    private static Stream<String> withoutBrackets(String text) {
        return IntStream.range(0, text.length()).boxed().flatMap(from -> {
            int to = closing(text, from);
            String before = text.substring(0, from);
            return to < 0
                    ? Stream.empty()
                    : INSTEAD.get(text.charAt(from)).stream()
                            .filter(instead -> instead.length() <= to - from)
                            .map(instead -> before + instead + text.substring(to + 1));
        });
    }

    /** Where the bracket that opens at a place closes, or -1; strings may lead astray, and then nothing compiles. */
    private static int closing(String text, int from) {
        int depth = INSTEAD.containsKey(text.charAt(from)) ? 1 : 0;
        int at = from;
        while (depth > 0 && ++at < text.length()) {
            char c = text.charAt(at);
            depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
        }
        return depth == 0 && at > from ? at : -1;
    }

    private static <T> List<T> replaced(List<T> list, int from, int to, List<? extends T> instead) {
        List<T> result = new ArrayList<>(list.subList(0, from));
        result.addAll(instead);
        result.addAll(list.subList(to, list.size()));
        return result;
    }
}

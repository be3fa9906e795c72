package io.redispatterns.benchmarks;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How soon the engine stops a script that would not end: prints for each how long after {@code script-kill-threshold} it was stopped,
 * or how long it took to meet a limit of memory or depth, the longest of a few rounds, and what is left on the heap.
 *
 * <p>{@code java -cp benchmarks.jar io.redispatterns.benchmarks.ScriptBoundsBenchmark [rounds]}
 */
public final class ScriptBoundsBenchmark {

    private static final int THRESHOLD_MILLIS = 300;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double BYTES_PER_MIB = 1024 * 1024;
    private static final Map<String, String> SCRIPTS = scripts();

    private ScriptBoundsBenchmark() {}

    private static Map<String, String> scripts() {
        Map<String, String> scripts = new LinkedHashMap<>();
        scripts.put("`while true do end`", "while true do end");
        scripts.put("the same inside `pcall`", "while true do pcall(function() while true do end end) end");
        scripts.put("in a coroutine", "coroutine.wrap(function() while true do end end)()");
        scripts.put("in a metamethod", "return setmetatable({}, {__index = function() while true do end end}).x");
        scripts.put("in the comparator of `table.sort`", "table.sort({1, 2, 3}, function() while true do end end)");
        scripts.put("in the callback of `gsub`", "string.gsub('abc', '.', function() while true do end end)");
        scripts.put("a catastrophic pattern", "return string.find(string.rep('a', 3000), string.rep('.-', 30) .. 'b')");
        scripts.put("another one", "return string.find(string.rep('a', 200000), '.-.-.-.-b')");
        scripts.put(
                "sorting on and on", "local t = {} for i = 1, 100000 do t[i] = -i end while true do table.sort(t) end");
        scripts.put(
                "joining on and on", "local s = string.rep('x', 100000) while true do local a = s:upper() .. 'y' end");
        scripts.put("joining long strings", "local s = string.rep('x', 2e7) while true do local a = s .. 'y' end");
        scripts.put(
                "comparing long strings",
                "local a = string.rep('x', 4e7) local b = a .. 'y' while true do local c = a < b or b == a end");
        scripts.put(
                "equal long strings",
                "local a = string.rep('x', 4e7) local b = string.rep('x', 4e7) while a == b do end");
        scripts.put(
                "collecting garbage on and on",
                "local t = {} for i = 1, 500000 do t[i] = {} end while true do collectgarbage() end");
        scripts.put("unpacking on and on", "local t = {} for i = 1, 7900 do t[i] = i end while true do unpack(t) end");
        scripts.put(
                "long commands on and on",
                "for i = 1, 20000 do redis.call('SET', 'k' .. i, i) end while true do redis.call('KEYS', '*') end");
        scripts.put("calling Redis on and on", "while true do redis.call('GET', 'a') end");
        scripts.put("`string.rep('x', 1e9)`", "return string.rep('x', 1e9)");
        scripts.put("a string that doubles", "local s = 'x' while true do s = s .. s end");
        scripts.put("a table that grows", "local t, i = {}, 0 while true do i = i + 1 t[i] = i end");
        scripts.put("a tree that grows", "local t = {} while true do t = {t} end");
        scripts.put("deep recursion", "local function f() return 1 + f() end return f()");
        scripts.put("deep recursion through `pcall`", "local function f() return assert(pcall(f)) end return f()");
        scripts.put(
                "deep nesting in `cjson.encode`",
                "local t = {} for i = 1, 100000 do t = {t} end return cjson.encode(t)");
        scripts.put("deep nesting in `cjson.decode`", "return cjson.decode(string.rep('[', 1000000))");
        scripts.put("growth until memory ends, caught", "while true do pcall(string.rep, 'x', 1e9) end");
        return scripts;
    }

    /** Runs the rounds. */
    public static void main(String[] args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        EngineConfig config = EngineConfig.custom()
                .set("script-kill-threshold", Integer.toString(THRESHOLD_MILLIS))
                .build();
        System.out.println("| script | ends with | ms | heap after it, MiB |");
        System.out.println("|---|---|---:|---:|");
        try (RedisEngine engine = RedisEngine.open(config);
                EngineSession session = engine.session()) {
            SCRIPTS.forEach((name, script) -> run(session, name, script, rounds));
        }
    }

    private static void run(EngineSession session, String name, String script, int rounds) {
        double worst = 0;
        String end = "";
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            Reply reply = session.call("EVAL", script, "0");
            double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
            String text = reply instanceof Reply.ErrorReply error ? error.text() : "no error";
            boolean isStopped = text.contains("script-kill-threshold");
            end = isStopped
                    ? "stopped, after the threshold"
                    : text.replaceAll(" script: .*", "").replaceAll("(user_script:1: )+", "");
            worst = Math.max(worst, isStopped ? millis - THRESHOLD_MILLIS : millis);
        }
        System.gc();
        double heap = (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / BYTES_PER_MIB;
        System.out.printf(Locale.ROOT, "| %s | %s | %.1f | %.0f |%n", name, end, worst, heap);
    }
}

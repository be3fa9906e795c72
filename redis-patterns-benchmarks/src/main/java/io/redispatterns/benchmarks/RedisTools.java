package io.redispatterns.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** redis-cli and redis-benchmark, against a server on 127.0.0.1. */
final class RedisTools {

    private RedisTools() {}

    /** Runs a command and returns what redis-cli prints. */
    static String call(int port, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("redis-cli", "-p", Integer.toString(port)));
        command.addAll(Arrays.asList(words));
        return run(command).trim();
    }

    /** Keeps a script and returns its digest. */
    static String loadScript(int port, String script) throws IOException, InterruptedException {
        return call(port, "SCRIPT", "LOAD", script);
    }

    /** Runs commands one behind the other without waiting for their replies. */
    static void pipe(int port, Stream<List<String>> commands) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("redis-cli", "-p", Integer.toString(port), "--pipe")
                .redirectErrorStream(true)
                .start();
        try (OutputStream out = new BufferedOutputStream(process.getOutputStream(), 1 << 16)) {
            for (List<String> words : (Iterable<List<String>>) commands::iterator) {
                out.write(encode(words));
            }
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || !output.contains("errors: 0")) {
            throw new IOException("redis-cli --pipe failed: " + output);
        }
    }

    private static byte[] encode(List<String> words) {
        StringBuilder text = new StringBuilder("*").append(words.size()).append("\r\n");
        for (String word : words) {
            int length = word.getBytes(StandardCharsets.ISO_8859_1).length;
            text.append('$').append(length).append("\r\n").append(word).append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Runs redis-benchmark and returns requests per second by test. */
    static Map<String, Double> benchmark(int port, List<String> arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("redis-benchmark", "-h", "127.0.0.1", "-p", Integer.toString(port), "--csv"));
        command.addAll(arguments);
        Map<String, Double> rates = new LinkedHashMap<>();
        for (String line : run(command).split("\n")) {
            String[] cells = line.replace("\"", "").split(",");
            boolean isResult =
                    cells.length > 1 && !"test".equals(cells[0]) && !cells[0].contains("needed to benchmark");
            if (isResult) {
                rates.put(cells[0].replaceAll(" .*", ""), Double.parseDouble(cells[1]));
            }
        }
        return rates;
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command.get(0) + " failed: " + output);
        }
        return output;
    }
}

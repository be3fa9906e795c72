package io.redispatterns.engine.server;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.config.ConfigException;
import io.redispatterns.engine.config.RedisConf;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * The engine as a program: {@code java -jar redis-patterns-engine-server.jar [redis.conf] [--directive value...]}.
 *
 * <p>Says one line on the standard output when it is ready. Ends with status 0 after SIGTERM, SIGINT or SHUTDOWN, and with status 1
 * and one line on the standard error stream when it cannot start.
 */
public final class ServerMain {

    private static final String NAME = "redis-patterns-engine";

    private static final String USAGE = """
            Usage: java -jar redis-patterns-engine-server.jar [FILE | -] [--DIRECTIVE VALUE...]...

              FILE           directives in the form of redis.conf
              -              the same, from the standard input
              --DIRECTIVE    a directive of redis.conf, such as --port 6380 or --bind 127.0.0.1; overrides the file
              --help         this text
              --version      the version
            """;

    private ServerMain() {}

    /** Runs the program. */
    public static void main(String[] args) {
        List<String> arguments = List.of(args);
        if (arguments.contains("--help") || arguments.contains("-h")) {
            System.out.print(USAGE);
        } else if (arguments.contains("--version") || arguments.contains("-v")) {
            System.out.println(NAME + " " + version());
        } else {
            System.exit(run(arguments));
        }
    }

    private static int run(List<String> arguments) {
        try {
            serve(directives(arguments));
            return 0;
        } catch (ConfigException | IOException | InvalidPathException e) {
            System.err.println(NAME + ": " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static Map<String, String> directives(List<String> arguments) {
        RedisConf conf = new RedisConf();
        boolean hasFile = !arguments.isEmpty() && !arguments.get(0).startsWith("--");
        if (hasFile && arguments.get(0).equals("-")) {
            conf.readStandardInput(System.in);
        } else if (hasFile) {
            conf.readFile(Path.of(arguments.get(0)));
        }
        conf.readArguments(arguments.subList(hasFile ? 1 : 0, arguments.size()));
        return conf.directives();
    }

    private static void serve(Map<String, String> directives) throws IOException, InterruptedException {
        EngineConfig.Builder builder = EngineConfig.custom();
        directives.forEach(builder::set);
        CountDownLatch end = new CountDownLatch(1);
        RedisEngine engine = RedisEngine.open(builder.build());
        RespServer server = start(engine);
        engine.onShutdown(end::countDown);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> haltAfter(server, engine), "redis-patterns-shutdown"));
        System.out.println(readyLine(server));
        end.await();
    }

    private static RespServer start(RedisEngine engine) throws IOException {
        try {
            ServerLog.open(engine.dispatcher().engine().config());
            return RespServer.start(engine);
        } catch (IOException e) {
            engine.close();
            throw e;
        }
    }

    /** The last thing that the process does, whatever ends it: a signal alone would end it with another status than 0. */
    private static void haltAfter(RespServer server, RedisEngine engine) {
        server.close();
        engine.close();
        Runtime.getRuntime().halt(0);
    }

    private static String readyLine(RespServer server) {
        InetSocketAddress address = server.address();
        return NAME + " " + version() + " ready on " + address.getAddress().getHostAddress() + ":" + address.getPort()
                + ", pid " + ProcessHandle.current().pid();
    }

    private static String version() {
        String version = ServerMain.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}

package io.redispatterns.codec;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import tools.jackson.databind.json.JsonMapper;

/** Runs the codecs as if their optional libraries were not on the class path. */
final class WithoutLibraries extends ClassLoader {

    private static final List<String> ALL = List.of("tools.jackson.dataformat.", "net.jpountz.", "com.github.luben.");

    private final List<String> missing;

    private WithoutLibraries(List<String> missing) {
        super(WithoutLibraries.class.getClassLoader());
        this.missing = missing;
    }

    /** What is said when a format or a compression is chosen, or {@code fine}. */
    static String complaint(String name) throws Exception {
        return (String) run(Choosing.class, name, ALL);
    }

    /** What is said when bytes that are compressed in some way are read. */
    static String complaintOfReading(String compression) throws Exception {
        return (String) run(Reading.class, compression, ALL);
    }

    /** Text that was compressed by LZ4, read and written again where there is no native code. */
    static byte[] rewrittenInJava(byte[] payload) throws Exception {
        return (byte[]) run(Rewriting.class, payload, List.of("net.jpountz.util.Native"));
    }

    private static Object run(Class<?> probe, Object argument, List<String> missing) throws Exception {
        var constructor =
                new WithoutLibraries(missing).loadClass(probe.getName()).getDeclaredConstructor(argument.getClass());
        constructor.setAccessible(true);
        return ((Callable<?>) constructor.newInstance(argument)).call();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (missing.stream().anyMatch(name::startsWith)) {
            throw new ClassNotFoundException(name);
        }
        return name.startsWith("io.redispatterns.codec.") ? own(name) : super.loadClass(name, resolve);
    }

    private Class<?> own(String name) throws ClassNotFoundException {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
            return loaded;
        }
        try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
            byte[] bytes = file.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** Made by the class loader above. */
    record Choosing(String name) implements Callable<String> {

        @Override
        public String call() {
            try {
                choose(name.toUpperCase(Locale.ROOT));
                return "fine";
            } catch (IllegalArgumentException e) {
                return e.getMessage();
            }
        }

        private static void choose(String name) {
            switch (name) {
                case "JSON", "SMILE", "CBOR" -> PayloadFormat.valueOf(name).codec(JsonMapper.shared(), String.class);
                default -> CompressedCodec.of(StringCodec.INSTANCE, Compression.of(CompressionAlgorithm.valueOf(name)));
            }
        }
    }

    /** Made by the class loader above. */
    record Reading(String compression) implements Callable<String> {

        @Override
        public String call() {
            byte id = CompressionAlgorithm.valueOf(compression.toUpperCase(Locale.ROOT))
                    .id();
            try {
                return CompressedCodec.of(StringCodec.INSTANCE, Compression.ofDefaults())
                        .decode(new byte[] {id, 1, 'a'});
            } catch (DecodeException e) {
                return e.getMessage();
            }
        }
    }

    /** Made by the class loader above. */
    record Rewriting(byte[] payload) implements Callable<byte[]> {

        @Override
        public byte[] call() {
            Codec<String> codec = CompressedCodec.of(StringCodec.INSTANCE, Compression.of(CompressionAlgorithm.LZ4));
            return codec.encode(codec.decode(payload));
        }
    }
}

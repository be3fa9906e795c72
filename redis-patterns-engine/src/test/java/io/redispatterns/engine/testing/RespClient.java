package io.redispatterns.engine.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** A connection to a server on 127.0.0.1 that gives replies as they came. Not safe for concurrent use. */
public final class RespClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;

    /** Connects. */
    public RespClient(int port) {
        try {
            socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a command without reading anything. */
    public void send(byte[]... words) {
        sendAll(Collections.singletonList(words));
    }

    /** Sends commands at once without reading anything. */
    public void sendAll(List<byte[][]> commands) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        commands.forEach(words -> write(words, out));
        sendRaw(out.toByteArray());
    }

    private static void write(byte[][] words, ByteArrayOutputStream out) {
        out.writeBytes(latin1("*" + words.length + "\r\n"));
        for (byte[] word : words) {
            out.writeBytes(latin1("$" + word.length + "\r\n"));
            out.writeBytes(word);
            out.writeBytes(latin1("\r\n"));
        }
    }

    /** Sends bytes as they are. */
    public void sendRaw(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the next message; fails when none comes in ten seconds. */
    public RespMessage read() {
        try {
            return RespMessage.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a command and reads one message. */
    public RespMessage call(byte[]... words) {
        send(words);
        return read();
    }

    /** Sends a command given as texts, in UTF-8, and reads one message. */
    public RespMessage call(String... words) {
        return call(Stream.of(words)
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
    }

    /** Whether bytes have come that nobody has read. */
    public boolean hasUnread() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

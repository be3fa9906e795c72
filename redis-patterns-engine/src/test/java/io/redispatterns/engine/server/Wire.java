package io.redispatterns.engine.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/** Raw bytes to and from a server on this machine. */
final class Wire {

    private static final int TIMEOUT_MILLIS = 10_000;

    private Wire() {}

    /** Sends bytes and nothing more, and returns all that comes until the server closes the connection. */
    static byte[] sendAll(int port, byte[] bytes) {
        return exchange(port, bytes, true);
    }

    /** Sends bytes and returns all that comes until the server closes the connection on its own account; fails when it does not. */
    static byte[] sendUntilClosed(int port, byte[] bytes) {
        return exchange(port, bytes, false);
    }

    private static byte[] exchange(int port, byte[] bytes, boolean endOutput) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(bytes);
            if (endOutput) {
                socket.shutdownOutput();
            }
            return readToEnd(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] readToEnd(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        in.transferTo(all);
        return all.toByteArray();
    }
}

package io.redispatterns.engine.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

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
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(bytes);
            if (endOutput) {
                socket.shutdownOutput();
            }
            socket.getInputStream().transferTo(all);
        } catch (SocketException e) {
            return all.toByteArray(); // the server has closed the connection with bytes of ours unread
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }
}

package io.redispatterns.writebehind;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntPredicate;

/**
 * A database behind a socket that outlives the processes which write to it, and a witness of what they were promised. Rows take
 * greater versions only; poison is refused, and some writes fail at random.
 */
final class LoopbackDatabase implements AutoCloseable {

    static final byte WRITTEN = 0;
    static final byte RETRY = 1;
    static final byte POISON = 2;
    static final String POISONOUS = "poison";

    /** What a node tells on the connection that it opens for it. */
    enum Word {
        /** It is going to write this, which may or may not be accepted. */
        ANNOUNCED,
        /** It was accepted under this version. */
        ACCEPTED,
        /** A lease ran out before the node renewed it. */
        LOST_A_SHARD
    }

    /** A row, or an intent; what is removed has an empty value. */
    record Row(String value, long version) {}

    private final ServerSocket server;
    private final Random random;
    private final IntPredicate isAlive;
    private final Map<String, Row> rows = new ConcurrentHashMap<>();
    private final Map<String, List<String>> announced = new ConcurrentHashMap<>();
    private final Map<String, List<Row>> accepted = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> acceptedByNode = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<Integer> nodesThatLostAShard = ConcurrentHashMap.newKeySet();
    private final Set<Integer> nodesThatWereLate = ConcurrentHashMap.newKeySet();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private volatile boolean reliable;

    /** Listens on a free port. */
    LoopbackDatabase(long seed, IntPredicate isAlive) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.random = new Random(seed);
        this.isAlive = isAlive;
        start(this::acceptConnections);
    }

    /** A name for an intent: versions alone are unique in a shard only. */
    static String nameOf(String id, long version) {
        return id + " of version " + version;
    }

    int port() {
        return server.getLocalPort();
    }

    void becomeReliable() {
        reliable = true;
    }

    Map<String, Row> rows() {
        return rows;
    }

    Map<String, List<String>> announced() {
        return announced;
    }

    Map<String, List<Row>> accepted() {
        return accepted;
    }

    int acceptedBy(int node) {
        return acceptedByNode.getOrDefault(node, 0);
    }

    /** The intents refused as poison, as {@link #nameOf} names them. */
    Set<String> refused() {
        return refused;
    }

    Set<Integer> nodesThatLostAShard() {
        return nodesThatLostAShard;
    }

    Set<Integer> nodesThatWereLate() {
        return nodesThatWereLate;
    }

    List<String> faults() {
        return faults;
    }

    /** Writes one row: a byte that says what became of it. */
    synchronized byte write(int node, String id, String value, long version) {
        if (value.startsWith(POISONOUS)) {
            refused.add(nameOf(id, version));
            return POISON;
        }
        if (!reliable && random.nextInt(20) == 0) {
            return RETRY;
        }
        Row before = rows.get(id);
        if (before == null || before.version() < version) {
            rows.put(id, new Row(value, version));
        } else if (before.version() > version && isAlive.test(node)) {
            // What a killed node has sent may arrive at any time.
            nodesThatWereLate.add(node);
        }
        return WRITTEN;
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "loopback-database");
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptConnections() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                start(() -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    faults.add(e.toString());
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()))) {
            boolean isWriter = in.readBoolean();
            int node = in.readInt();
            while (true) {
                if (isWriter) {
                    writeBatch(node, in, out);
                } else {
                    listen(node, in);
                }
            }
        } catch (EOFException | SocketException e) {
            // The node was killed.
        } catch (IOException | RuntimeException e) {
            faults.add(e.toString());
        }
    }

    private void writeBatch(int node, DataInputStream in, DataOutputStream out) throws IOException {
        int size = in.readInt();
        byte[] results = new byte[size];
        for (int i = 0; i < size; i++) {
            results[i] = write(node, in.readUTF(), in.readUTF(), in.readLong());
        }
        out.write(results);
        out.flush();
    }

    private void listen(int node, DataInputStream in) throws IOException {
        switch (Word.valueOf(in.readUTF())) {
            case ANNOUNCED ->
                announced
                        .computeIfAbsent(in.readUTF(), id -> new CopyOnWriteArrayList<>())
                        .add(in.readUTF());
            case ACCEPTED -> {
                accepted.computeIfAbsent(in.readUTF(), id -> new CopyOnWriteArrayList<>())
                        .add(new Row(in.readUTF(), in.readLong()));
                acceptedByNode.merge(node, 1, Integer::sum);
            }
            case LOST_A_SHARD -> nodesThatLostAShard.add(node);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

package io.redispatterns.writebehind;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.redispatterns.backend.lettuce.LettuceConfig;
import io.redispatterns.backend.lettuce.LettuceGateway;
import io.redispatterns.codec.StringCodec;
import io.redispatterns.key.HashTag;
import io.redispatterns.key.KeySpace;
import io.redispatterns.key.KeyTemplate;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.writebehind.LoopbackDatabase.Word;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;

/** A process that writes as fast as it can and tells what was accepted, until it is killed. */
final class WriteBehindNode implements Writer<String> {

    static final KeyTemplate KEYS = KeySpace.of("test").template("writebehind", "rows", HashTag.ID);
    static final WriteBehindConfig CONFIG = WriteBehindConfig.custom()
            .maxDelay(Duration.ofMillis(30))
            .batchSize(20)
            .initialBackoff(Duration.ofMillis(5))
            .maxBackoff(Duration.ofMillis(50))
            .lease(Duration.ofSeconds(1))
            .pollInterval(Duration.ofMillis(500))
            .build();

    private static final int IDS = 300;

    private final int port;
    private final int node;
    private final ThreadLocal<Socket> connections = ThreadLocal.withInitial(this::connect);
    private final DataOutputStream witness;

    private WriteBehindNode(int port, int node) throws IOException {
        this.port = port;
        this.node = node;
        this.witness = open(false);
    }

    /** Runs until it is killed, or the database is gone. */
    public static void main(String[] args) throws IOException {
        int node = Integer.parseInt(args[2]);
        WriteBehindNode self = new WriteBehindNode(Integer.parseInt(args[1]), node);
        RedisGateway gateway = gateway(args[0]);
        WriteBehind<String> rows = WriteBehinds.open(gateway, KEYS, StringCodec.INSTANCE, self, CONFIG);
        rows.addListener(event -> {
            if (event instanceof WriteBehindEvent.ShardLost) {
                self.tell(Word.LOST_A_SHARD, "", "", 0);
            }
        });
        Random random = new Random(Long.parseLong(args[3]));
        for (int n = 0; ; n++) {
            self.write(rows, random, n);
        }
    }

    static RedisGateway gateway(String uri) {
        LettuceConfig config = LettuceConfig.custom()
                .commandTimeout(Duration.ofSeconds(10))
                .closesClient(true)
                .build();
        return LettuceGateway.on(RedisClient.create(), RedisURI.create(uri), config);
    }

    private void write(WriteBehind<String> rows, Random random, int n) {
        String id = "r" + random.nextInt(IDS);
        int kind = random.nextInt(100);
        String name = node + "-" + n;
        String value = kind < 15 ? "" : kind < 18 ? LoopbackDatabase.POISONOUS + name : name;
        tell(Word.ANNOUNCED, id, value, 0);
        Acceptance acceptance = value.isEmpty() ? rows.remove(id) : rows.put(id, value);
        tell(Word.ACCEPTED, id, value, acceptance.version());
    }

    private synchronized void tell(Word word, String id, String value, long version) {
        try {
            witness.writeUTF(word.name());
            if (word != Word.LOST_A_SHARD) {
                witness.writeUTF(id);
                witness.writeUTF(value);
            }
            if (word == Word.ACCEPTED) {
                witness.writeLong(version);
            }
            witness.flush();
        } catch (IOException e) {
            // The test is over.
            Runtime.getRuntime().halt(1);
        }
    }

    @Override
    public Collection<WriteResult> write(List<Write<String>> batch) throws IOException {
        Socket connection = connections.get();
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(connection.getOutputStream()));
        out.writeInt(batch.size());
        for (Write<String> write : batch) {
            out.writeUTF(write.id());
            out.writeUTF(write.value() == null ? "" : write.value());
            out.writeLong(write.version());
        }
        out.flush();
        byte[] results = new byte[batch.size()];
        new DataInputStream(connection.getInputStream()).readFully(results);
        return results(batch, results);
    }

    /** The database's answers as the results of a batch. */
    static List<WriteResult> results(List<Write<String>> batch, byte[] answers) {
        List<WriteResult> results = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            Write<String> write = batch.get(i);
            results.add(
                    switch (answers[i]) {
                        case LoopbackDatabase.WRITTEN -> write.written();
                        case LoopbackDatabase.RETRY -> write.retry(new IllegalStateException("locked"));
                        default -> write.poison(new IllegalArgumentException("poison"));
                    });
        }
        return results;
    }

    private Socket connect() {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeBoolean(true);
            out.writeInt(node);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DataOutputStream open(boolean isWriter) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        out.writeBoolean(isWriter);
        out.writeInt(node);
        out.flush();
        return out;
    }
}

package io.redispatterns.engine.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.config.OutputBufferLimits.ClientClass;
import io.redispatterns.engine.dispatch.Origin;
import io.redispatterns.engine.reply.Outcome;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.resp.ProtocolException;
import io.redispatterns.engine.resp.ReplyBuffer;
import io.redispatterns.engine.resp.RespDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client over the network. What a read brings is one batch: its commands run one after the other under the engine's lock, and
 * their replies leave in one write.
 *
 * <p>A batch stops early when a command waits for a key, when the connection is to end, or when the client does not take its
 * replies; the rest of its bytes is kept. Messages from outside a batch go to the outbox, so that they keep their order.
 */
final class Connection extends ChannelInboundHandlerAdapter {

    private static final System.Logger LOG = System.getLogger(Connection.class.getName());

    /** So many bytes of replies are written before more commands run. */
    private static final int BATCH_REPLY_BYTES = 64 * 1024;

    /** So many bytes behind a command that waits are read; it is still noticed when the client goes away. */
    private static final int MAX_BYTES_READ_AHEAD = 1024 * 1024;

    private static final long MILLIS = 1000;

    private final SharedLoop loop;
    private final Channel channel;
    private final ConnectionSession session;

    /** In the event loop only. */
    private final RespDecoder decoder = new RespDecoder();

    private boolean reading = true;
    private boolean ended;

    /** Whether a command of this connection is in the middle of its run while others are served. */
    private boolean suspended;

    private @Nullable ProtocolException violation;
    private @Nullable Call toPrepare;

    /** Under the engine's lock only: whether this connection's batch runs, or waits for a command's preparation. */
    private boolean inBatch;

    private boolean waiting;
    private boolean gone;
    private @Nullable Reply earlyReply;
    /** Messages that belong behind the reply to the command that runs. */
    private @Nullable List<Reply> late;

    private final Outbox outbox = new Outbox();
    private boolean isWorkPlanned;
    private final OutputWatch outputWatch;

    /** A command that is prepared before it waits for its turn. */
    private record Call(CommandSpec command, byte[][] argv) {}

    Connection(SharedLoop loop, Channel channel) {
        this.loop = loop;
        this.channel = channel;
        this.outputWatch = new OutputWatch(loop, channel);
        this.session = new ConnectionSession(loop, this, channel);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        loop.add(this);
        loop.dispatcher().connect(session);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        int count = bytes.readableBytes();
        try {
            bytes.readBytes(loop.input, 0, count);
        } finally {
            bytes.release();
        }
        if (!ended) {
            decoder.feed(loop.input, 0, count);
            work();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            work();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ended = true;
        loop.remove(this);
        loop.dispatcher().locked(() -> {
            gone = true;
            outbox.drop();
            loop.dispatcher().disconnect(session);
        });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(cause);
    }

    /** Ends the connection alone, whatever went wrong: the server goes on. */
    private void fail(Throwable cause) {
        loop.replies.clear();
        toPrepare = null;
        loop.dispatcher().locked(() -> inBatch = false);
        if (!(cause instanceof IOException)) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "connection " + session.id() + " is closed because its service failed",
                    cause);
        }
        close();
    }

    /** Serves what has been read, as far as possible, and writes what there is to write. In the event loop. */
    private void work() {
        if (suspended) {
            return;
        }
        boolean goOn = !ended;
        while (goOn) {
            runBatches();
            boolean full = loop.replies.length() >= BATCH_REPLY_BYTES;
            writeReplies();
            goOn = full && channel.isWritable() && !ended;
        }
        channel.flush();
        if (!ended) {
            settle();
        }
    }

    /** Runs a batch, which gives up the engine's lock where a command has something to prepare. */
    private void runBatches() {
        loop.dispatcher().locked(this::runBatch);
        while (toPrepare != null) {
            loop.dispatcher().prepare(session, toPrepare.command(), toPrepare.argv());
            loop.dispatcher().locked(this::runBatch);
        }
    }

    private void runBatch() {
        if (!inBatch) {
            writeOutbox();
        }
        inBatch = true;
        try {
            runPrepared();
            runCommands();
        } catch (ProtocolException e) {
            violation = e;
        } finally {
            inBatch = toPrepare != null;
        }
    }

    private void runPrepared() {
        Call prepared = toPrepare;
        toPrepare = null;
        if (prepared != null && !isPaused()) {
            run(prepared.command(), prepared.argv());
        }
    }

    private void runCommands() {
        ReplyBuffer replies = loop.replies;
        while (!isPaused() && replies.length() < BATCH_REPLY_BYTES) {
            byte[][] argv = decoder.next(loop.limits(session.isAuthenticated()));
            if (argv == null) {
                return;
            }
            CommandSpec command = loop.dispatcher().find(argv);
            if (command != null && command.preparation() != null) {
                toPrepare = new Call(command, argv);
                return;
            }
            run(command, argv);
        }
    }

    private boolean isPaused() {
        return waiting || gone || session.isClosing();
    }

    private void run(@Nullable CommandSpec command, byte[][] argv) {
        if (Reception.isFromBrowser(argv[0])) {
            LOG.log(System.Logger.Level.WARNING, "connection " + session.id() + " is closed: it speaks HTTP");
            session.closeAfterReply();
            return;
        }
        Outcome outcome = loop.dispatcher().dispatch(session, command, argv, Origin.CLIENT);
        if (outcome instanceof Reply reply) {
            write(reply);
        } else if (earlyReply != null) {
            write(earlyReply);
            earlyReply = null;
        } else {
            waiting = true;
        }
        giveLate();
    }

    /** Gives the client what belongs behind a reply, once that is given. */
    private void giveLate() {
        List<Reply> messages = late;
        late = null;
        if (messages != null) {
            messages.forEach(this::post);
        }
    }

    private void write(Reply reply) {
        loop.replyEncoder.write(reply, session.protocol());
    }

    private void writeReplies() {
        sendReplies();
        if (violation != null) {
            send(Unpooled.wrappedBuffer(violation.toReply()));
        }
        if (violation != null || session.isClosing()) {
            ended = true;
            channel.write(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void sendReplies() {
        if (!loop.replies.isEmpty()) {
            send(loop.takeReplies());
        }
    }

    /** A failure comes to {@link #exceptionCaught}. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(ByteBuf bytes) {
        channel.write(bytes, channel.voidPromise());
    }

    /** Between two batches: keeps what is left of the input, and reads on or not. */
    private void settle() {
        decoder.keep();
        long held = decoder.heldBytes();
        if (held > loop.config().get(Directives.CLIENT_QUERY_BUFFER_LIMIT)) {
            LOG.log(System.Logger.Level.WARNING, "connection " + session.id() + " is closed: its command is too large");
            close();
            return;
        }
        boolean readOn = channel.isWritable() && (!waiting || held < MAX_BYTES_READ_AHEAD);
        if (readOn != reading) {
            reading = readOn;
            channel.config().setAutoRead(readOn);
        }
    }

    /** Gives the client the reply that it waits for. Under the engine's lock. */
    void unblocked(Reply reply) {
        if (waiting) {
            waiting = false;
            post(reply);
            giveLate();
        } else {
            earlyReply = reply;
        }
    }

    /** Gives the client a message, behind the replies that it has so far. Under the engine's lock. */
    void post(Reply message) {
        if (gone) {
            return;
        }
        if (inBatch) {
            write(message);
            return;
        }
        loop.messageEncoder.write(message, session.protocol());
        outbox.add(loop.message, channel.alloc());
        planWork();
        if (isOutputExceeded()) {
            hangUp();
        }
    }

    /** Gives the client a message behind the reply to its command, which runs in this batch. Under the engine's lock. */
    void postAfterReply(Reply message) {
        if (late == null) {
            late = new ArrayList<>(1);
        }
        late.add(message);
    }

    private void planWork() {
        if (!isWorkPlanned) {
            isWorkPlanned = true;
            loop.eventLoop().execute(this::workAsPlanned);
        }
    }

    private void workAsPlanned() {
        try {
            work();
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    /**
     * In the middle of a command of this connection: lets all others be served with the loop's buffers. What this one has got so far
     * leaves, what is behind the command is kept, and messages wait in the outbox. In the event loop, under the engine's lock.
     */
    void serveOthers() {
        suspended = true;
        inBatch = false;
        try {
            decoder.keep();
            sendReplies();
            channel.flush();
            loop.serveOthers(this);
        } finally {
            suspended = false;
            inBatch = true;
            writeOutbox();
        }
    }

    Channel channel() {
        return channel;
    }

    private void writeOutbox() {
        isWorkPlanned = false;
        ByteBuf messages = outbox.take();
        if (messages != null) {
            send(messages);
        }
    }

    private boolean isOutputExceeded() {
        return outputWatch.isExceeded(session.outputClass(), outbox.length());
    }

    /** Ends the connection without another word: to the engine it is gone at once. Under its lock, perhaps in another thread. */
    void hangUp() {
        gone = true;
        outbox.drop();
        loop.dispatcher().disconnect(session);
        loop.eventLoop().execute(this::close);
    }

    /** Ends the connection; in the middle of a command, once that is answered. In the event loop. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void close() {
        if (suspended) {
            session.closeAfterReply();
            return;
        }
        ended = true;
        channel.close();
    }

    /** What has to be looked at from time to time. In the event loop. */
    void check(long nowMillis) {
        if (suspended) {
            return;
        }
        loop.dispatcher().locked(() -> {
            int timeoutSeconds = loop.config().get(Directives.TIMEOUT);
            boolean idle = timeoutSeconds > 0
                    && !waiting
                    && session.outputClass() == ClientClass.NORMAL
                    && nowMillis - session.lastActiveMillis() > timeoutSeconds * MILLIS;
            if (idle || isOutputExceeded()) {
                close();
            }
        });
    }
}

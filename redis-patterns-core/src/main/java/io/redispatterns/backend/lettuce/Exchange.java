package io.redispatterns.backend.lettuce;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.RedisCommand;
import io.redispatterns.backend.ScriptText;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisErrorException;
import io.redispatterns.redis.RedisValue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends commands by a connection and waits for the replies, until a deadline on {@link System#nanoTime()}. */
final class Exchange {

    private Exchange() {}

    /** Sends a batch; a command that the server refused has an error in the place of its reply. */
    static List<RedisValue> pipeline(
            StatefulConnection<byte[], byte[]> connection, List<Command> commands, long deadline) {
        if (commands.isEmpty()) {
            return List.of();
        }
        List<AsyncCommand<byte[], byte[], RedisValue>> batch = ScriptText.completeButLast(commands).stream()
                .map(Exchange::prepare)
                .toList();
        send(connection, batch);
        List<RedisValue> replies = new ArrayList<>(batch.size());
        for (AsyncCommand<byte[], byte[], RedisValue> sent : batch) {
            replies.add(awaitReplyOrError(sent, deadline));
        }
        int last = commands.size() - 1;
        Command lastCommand = commands.get(last);
        if (replies.get(last) instanceof RedisValue.ErrorValue error
                && ScriptText.isMissing(lastCommand, error.code())) {
            replies.set(last, awaitReplyOrError(send(connection, lastCommand.withScriptText()), deadline));
        }
        return replies;
    }

    static AsyncCommand<byte[], byte[], RedisValue> prepare(Command command) {
        return prepare(Keyword.of(command), command);
    }

    static AsyncCommand<byte[], byte[], RedisValue> prepare(Keyword keyword, Command command) {
        CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE);
        for (int i = 0; i < command.argCount(); i++) {
            if (command.isKeyAt(i)) {
                args.addKey(command.argAt(i));
            } else {
                args.add(command.argAt(i));
            }
        }
        return new AsyncCommand<>(new io.lettuce.core.protocol.Command<>(keyword, new RedisValueOutput(), args));
    }

    static AsyncCommand<byte[], byte[], RedisValue> send(
            StatefulConnection<byte[], byte[]> connection, Command command) {
        AsyncCommand<byte[], byte[], RedisValue> prepared = prepare(command);
        try {
            connection.dispatch(prepared);
            return prepared;
        } catch (RedisException e) {
            throw Failures.translate(e);
        }
    }

    static void send(
            StatefulConnection<byte[], byte[]> connection, List<AsyncCommand<byte[], byte[], RedisValue>> batch) {
        List<RedisCommand<byte[], byte[], ?>> commands = new ArrayList<>(batch);
        try {
            if (commands.size() == 1) {
                // Lettuce writes a batch and flushes it in two steps, a command in one.
                connection.dispatch(commands.get(0));
            } else {
                connection.dispatch(commands);
            }
        } catch (RedisException e) {
            throw Failures.translate(e);
        }
    }

    static <T> CompletableFuture<T> timed(CompletableFuture<T> future, long deadline) {
        return future.orTimeout(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    static RedisValue await(AsyncCommand<byte[], byte[], RedisValue> sent, long deadline) {
        try {
            return get(sent, deadline);
        } finally {
            if (!sent.isDone()) {
                // A command that is given up is not sent if it still waits to be.
                sent.cancel(true);
            }
        }
    }

    static RedisValue awaitReplyOrError(AsyncCommand<byte[], byte[], RedisValue> sent, long deadline) {
        try {
            return await(sent, deadline);
        } catch (RedisErrorException e) {
            return RedisValue.ErrorValue.parse(String.valueOf(e.getMessage()));
        }
    }

    static <T> T get(Future<T> future, long deadline) {
        try {
            return future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException | RuntimeException e) {
            throw Failures.translate(e);
        }
    }
}

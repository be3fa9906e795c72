package io.redispatterns.spring.autoconfigure.embedded;

import io.lettuce.core.api.push.PushMessage;
import io.redispatterns.engine.reply.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A message out of band as Lettuce's listeners read it. */
record EnginePush(Reply.Push push) implements PushMessage {

    @Override
    public String getType() {
        return push.items().get(0) instanceof Reply.Bulk type ? new String(type.bytes(), StandardCharsets.UTF_8) : "";
    }

    @Override
    public List<Object> getContent() {
        return getContent(bytes -> bytes);
    }

    @Override
    public List<Object> getContent(Function<ByteBuffer, Object> decode) {
        return items(push.items(), decode);
    }

    /** The list may hold nulls, as Lettuce's own do; Lettuce's types cannot say so. */
    @SuppressWarnings("NullAway")
    private static List<Object> items(List<Reply> items, Function<ByteBuffer, Object> decode) {
        List<@Nullable Object> content = new ArrayList<>(items.size());
        items.forEach(item -> content.add(item(item, decode)));
        return content;
    }

    private static @Nullable Object item(Reply item, Function<ByteBuffer, Object> decode) {
        if (item instanceof Reply.Bulk bulk) {
            return decode.apply(ByteBuffer.wrap(bulk.bytes()).asReadOnlyBuffer());
        }
        if (item instanceof Reply.Int integer) {
            return integer.value();
        }
        return item instanceof Reply.Array array ? items(array.items(), decode) : null;
    }
}

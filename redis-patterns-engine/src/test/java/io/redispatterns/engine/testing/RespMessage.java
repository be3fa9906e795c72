package io.redispatterns.engine.testing;

import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.RespVersion;
import io.redispatterns.engine.resp.ReplyBuffer;
import io.redispatterns.engine.resp.RespEncoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One message of Redis's protocol, of version 2 or 3, as it came over the wire: {@link #toByteArray} gives back the very bytes.
 *
 * @param kind the first byte, such as {@code '+'} or {@code '*'}
 * @param line what follows on the first line
 * @param body the bytes of a string with a length, else empty
 * @param items the elements of an array, set or push; keys and values in turn of a map
 */
public record RespMessage(char kind, String line, byte[] body, List<RespMessage> items) {

    private static final byte[] NO_BYTES = {};
    private static final int MAX_SHOWN_LENGTH = 400;

    /** Reads one message to its end. */
    public static RespMessage read(InputStream in) throws IOException {
        char kind = (char) readByte(in);
        String line = readLine(in);
        return switch (kind) {
            case '+', '-', ':', '_', ',', '#', '(' -> new RespMessage(kind, line, NO_BYTES, List.of());
            case '$', '=', '!' -> new RespMessage(kind, line, readBody(in, Integer.parseInt(line)), List.of());
            case '*', '~', '>' -> new RespMessage(kind, line, NO_BYTES, readItems(in, Integer.parseInt(line)));
            case '%' -> new RespMessage(kind, line, NO_BYTES, readItems(in, 2 * Integer.parseInt(line)));
            default ->
                throw new IOException("a message cannot begin with byte " + (int) kind + ", then '" + line + "'");
        };
    }

    /** What the engine would send: a reply in the protocol's form. */
    public static RespMessage of(Reply reply, RespVersion version) {
        ReplyBuffer buffer = new ReplyBuffer();
        new RespEncoder(buffer).write(reply, version);
        try {
            return read(new ByteArrayInputStream(buffer.array(), 0, buffer.length()));
        } catch (IOException e) {
            throw new UncheckedIOException("a reply that is none: " + reply, e);
        }
    }

    /** Whether it is an error. */
    public boolean isError() {
        return kind == '-' || kind == '!';
    }

    /** Whether it is a null of any form. */
    public boolean isNull() {
        return kind == '_' || ((kind == '$' || kind == '*') && line.equals("-1"));
    }

    /** The text of a string, status, error or number. */
    public String text() {
        return body.length > 0 || kind == '$' ? new String(body, StandardCharsets.UTF_8) : line;
    }

    /** The value of an integer. */
    public long number() {
        return Long.parseLong(text());
    }

    /** The bytes that the message was read from. */
    public byte[] toByteArray() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writeTo(out);
        return out.toByteArray();
    }

    private void writeTo(ByteArrayOutputStream out) {
        out.write(kind);
        out.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(new byte[] {'\r', '\n'});
        if (hasBody()) {
            out.writeBytes(body);
            out.writeBytes(new byte[] {'\r', '\n'});
        }
        items.forEach(item -> item.writeTo(out));
    }

    private boolean hasBody() {
        return (kind == '$' && !line.equals("-1")) || kind == '=' || kind == '!';
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RespMessage that && Arrays.equals(toByteArray(), that.toByteArray());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toByteArray());
    }

    /** The message on one line, readable: kinds as on the wire, strings quoted. */
    @Override
    public String toString() {
        if (!hasBody()) {
            String shown = items.isEmpty() ? "" : items.toString();
            return kind + line + shown;
        }
        byte[] beginning = Arrays.copyOf(body, Math.min(body.length, MAX_SHOWN_LENGTH));
        String rest = beginning.length < body.length ? "… (" + body.length + " bytes)" : "";
        return kind + CommandLine.quote(beginning) + rest;
    }

    private static List<RespMessage> readItems(InputStream in, int count) throws IOException {
        List<RespMessage> items = new ArrayList<>(Math.max(0, count));
        for (int i = 0; i < count; i++) {
            items.add(read(in));
        }
        return items;
    }

    private static byte[] readBody(InputStream in, int length) throws IOException {
        if (length < 0) {
            return NO_BYTES;
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length || readByte(in) != '\r' || readByte(in) != '\n') {
            throw new IOException("a string of " + length + " bytes does not end with a line break");
        }
        return body;
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = readByte(in); b != '\r'; b = readByte(in)) {
            line.write(b);
        }
        if (readByte(in) != '\n') {
            throw new IOException("a line ends with \\r alone: " + line);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static int readByte(InputStream in) throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("the connection ended inside a message");
        }
        return b;
    }
}

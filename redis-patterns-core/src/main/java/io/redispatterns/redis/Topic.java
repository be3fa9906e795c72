package io.redispatterns.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** What can be subscribed to: a channel, a pattern of channels, or a shard channel. The name is binary. */
public sealed interface Topic {

    /** The name of the channel, or the pattern. The array must not be changed. */
    byte[] name();

    /** A channel ({@code SUBSCRIBE}). */
    static Topic channel(String name) {
        return new Channel(name.getBytes(UTF_8));
    }

    /** Every channel that matches a glob-style pattern ({@code PSUBSCRIBE}). */
    static Topic pattern(String pattern) {
        return new Pattern(pattern.getBytes(UTF_8));
    }

    /** A channel that stays within the shard its name hashes to ({@code SSUBSCRIBE}, Redis 7). */
    static Topic shardChannel(String name) {
        return new ShardChannel(name.getBytes(UTF_8));
    }

    /** A channel by name. */
    record Channel(byte[] name) implements Topic {

        @Override
        public boolean equals(Object other) {
            return other instanceof Channel that && Arrays.equals(name, that.name);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(name);
        }

        @Override
        public String toString() {
            return "channel " + new String(name, UTF_8);
        }
    }

    /** Channels by glob-style pattern. */
    record Pattern(byte[] name) implements Topic {

        @Override
        public boolean equals(Object other) {
            return other instanceof Pattern that && Arrays.equals(name, that.name);
        }

        @Override
        public int hashCode() {
            return 31 + Arrays.hashCode(name);
        }

        @Override
        public String toString() {
            return "pattern " + new String(name, UTF_8);
        }
    }

    /** A shard channel by name. */
    record ShardChannel(byte[] name) implements Topic {

        @Override
        public boolean equals(Object other) {
            return other instanceof ShardChannel that && Arrays.equals(name, that.name);
        }

        @Override
        public int hashCode() {
            return 62 + Arrays.hashCode(name);
        }

        @Override
        public String toString() {
            return "shard channel " + new String(name, UTF_8);
        }
    }
}

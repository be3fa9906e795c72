package io.redispatterns.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/**
 * A command to Redis: its name and arguments, and which of them are keys.
 *
 * <p>Commands are immutable. Each method gives a longer one, so that a prefix can be kept in a constant and extended
 * for each call:
 *
 * <pre>{@code
 * private static final Command SET = Command.of("SET");
 * gateway.call(SET.key("greeting").arg("hello").arg("PX").arg(60_000));
 * }</pre>
 *
 * <p>An array given to {@link #key(byte[])} or {@link #arg(byte[])} becomes the command's own: it is not copied and
 * must not be changed afterwards. Appending one argument is O(number of arguments); use {@link #keys} and
 * {@link #args} for many.
 */
public final class Command {

    private static final int[] NO_KEY = {};
    private static final int[] FIRST_ARGUMENT = {1};

    private final String name;
    private final boolean exclusive;
    private final byte[][] argv;
    private final int[] keyPositions;

    private Command(String name, boolean exclusive, byte[][] argv, int[] keyPositions) {
        this.name = name;
        this.exclusive = exclusive;
        this.argv = argv;
        this.keyPositions = keyPositions;
    }

    /**
     * A command without arguments.
     *
     * @param name the command's name in any case, without a subcommand, which is an argument
     */
    public static Command of(String name) {
        if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "a command name is printable ASCII without blanks, not \"" + name + "\"");
        }
        String upper = name.toUpperCase(Locale.ROOT);
        return new Command(upper, ExclusiveCommands.contains(upper), new byte[][] {upper.getBytes(UTF_8)}, NO_KEY);
    }

    /** Appends a key. */
    public Command key(byte[] key) {
        byte[][] longer = Arrays.copyOf(argv, argv.length + 1);
        longer[argv.length] = key;
        return new Command(name, exclusive, longer, withKeyPositions(1));
    }

    /** Appends a key, encoded as UTF-8. */
    public Command key(String key) {
        return key(key.getBytes(UTF_8));
    }

    /** Appends several keys. */
    public Command keys(Collection<byte[]> keys) {
        return new Command(name, exclusive, withArguments(keys), withKeyPositions(keys.size()));
    }

    /** Appends an argument. */
    public Command arg(byte[] argument) {
        byte[][] longer = Arrays.copyOf(argv, argv.length + 1);
        longer[argv.length] = argument;
        return new Command(name, exclusive || ExclusiveCommands.contains(name, argument), longer, keyPositions);
    }

    /** Appends an argument, encoded as UTF-8. */
    public Command arg(String argument) {
        return arg(argument.getBytes(UTF_8));
    }

    /** Appends an integer. */
    public Command arg(long argument) {
        return arg(Long.toString(argument));
    }

    /** Appends a double, in the form that reads back as the same number; infinities as {@code inf} and {@code -inf}. */
    public Command arg(double argument) {
        if (Double.isNaN(argument)) {
            throw new IllegalArgumentException("an argument cannot be NaN: Redis knows no such number");
        }
        return arg(Double.isInfinite(argument) ? (argument > 0 ? "inf" : "-inf") : Double.toString(argument));
    }

    /** Appends several arguments. */
    public Command args(Collection<byte[]> arguments) {
        boolean some = arguments.stream().anyMatch(argument -> ExclusiveCommands.contains(name, argument));
        return new Command(name, exclusive || some, withArguments(arguments), keyPositions);
    }

    /** The name in upper case. */
    public String name() {
        return name;
    }

    /** The number of arguments, keys included and the name not. */
    public int argCount() {
        return argv.length - 1;
    }

    /** The argument at an index, 0 being the first after the name. The array must not be changed. */
    public byte[] argAt(int index) {
        return argv[index + 1];
    }

    /** Whether the argument at an index is a key. */
    public boolean isKeyAt(int index) {
        return Arrays.binarySearch(keyPositions, index + 1) >= 0;
    }

    /** The number of keys. */
    public int keyCount() {
        return keyPositions.length;
    }

    /**
     * The name and the arguments as Redis reads them. This is the command's own array, for adapters on the hot path:
     * it must not be changed.
     */
    public byte[][] argv() {
        return argv;
    }

    /**
     * Whether the command would change the state of its connection, such as {@code SELECT} and {@code MULTI}, or hold
     * it up, such as {@code BLPOP}: it cannot run on a connection that is shared.
     */
    public boolean isExclusive() {
        return exclusive;
    }

    /** The name and the number of arguments; never their content, which may be secret. */
    @Override
    public String toString() {
        return name + "(" + argCount() + (argCount() == 1 ? " argument)" : " arguments)");
    }

    private byte[][] withArguments(Collection<byte[]> arguments) {
        byte[][] longer = Arrays.copyOf(argv, argv.length + arguments.size());
        int next = argv.length;
        for (byte[] argument : arguments) {
            longer[next++] = argument;
        }
        return longer;
    }

    private int[] withKeyPositions(int count) {
        if (count == 1 && argv.length == 1) {
            return FIRST_ARGUMENT;
        }
        int[] longer = Arrays.copyOf(keyPositions, keyPositions.length + count);
        for (int i = 0; i < count; i++) {
            longer[keyPositions.length + i] = argv.length + i;
        }
        return longer;
    }
}

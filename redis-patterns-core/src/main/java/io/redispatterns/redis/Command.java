package io.redispatterns.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

    /** Where the call of a script has its text or digest, the number of its keys, and the first of these. */
    private static final int SCRIPT = 1;

    private static final int SCRIPT_KEY_COUNT = 2;
    private static final int SCRIPT_KEYS = 3;

    private final String name;
    private final boolean exclusive;
    private final byte[][] argv;
    private final int[] keyPositions;
    private final @Nullable Script script;

    private Command(String name, boolean exclusive, byte[][] argv, int[] keyPositions, @Nullable Script script) {
        this.name = name;
        this.exclusive = exclusive;
        this.argv = argv;
        this.keyPositions = keyPositions;
        this.script = script;
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
        byte[][] argv = {upper.getBytes(UTF_8)};
        return new Command(upper, ExclusiveCommands.contains(upper), argv, NO_KEY, null);
    }

    /**
     * The call of a script, without keys and arguments. Its keys are appended first. It goes by the script's digest
     * ({@code EVALSHA}), and a gateway sees to it that the server knows the text.
     */
    public static Command of(Script script) {
        String name = script.isReadOnly() ? "EVALSHA_RO" : "EVALSHA";
        byte[][] argv = {name.getBytes(UTF_8), script.digest(), decimal(0)};
        return new Command(name, false, argv, NO_KEY, script);
    }

    /**
     * Appends a key.
     *
     * @throws IllegalStateException if this is the call of a script that has arguments already
     */
    public Command key(byte[] key) {
        byte[][] longer = Arrays.copyOf(argv, argv.length + 1);
        longer[argv.length] = key;
        return withKeys(longer, 1);
    }

    /** Appends a key, encoded as UTF-8. */
    public Command key(String key) {
        return key(key.getBytes(UTF_8));
    }

    /** Appends several keys. */
    public Command keys(Collection<byte[]> keys) {
        return withKeys(withArguments(keys), keys.size());
    }

    /** Appends an argument. */
    public Command arg(byte[] argument) {
        byte[][] longer = Arrays.copyOf(argv, argv.length + 1);
        longer[argv.length] = argument;
        return new Command(name, exclusive || ExclusiveCommands.contains(name, argument), longer, keyPositions, script);
    }

    /** Appends an argument, encoded as UTF-8. */
    public Command arg(String argument) {
        return arg(argument.getBytes(UTF_8));
    }

    /** Appends an integer. */
    public Command arg(long argument) {
        return arg(decimal(argument));
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
        return new Command(name, exclusive || some, withArguments(arguments), keyPositions, script);
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

    /** The script that a server has to know to run this command: that of a call by digest; else null. */
    public @Nullable Script neededScript() {
        return script != null && argv[SCRIPT] == script.digest() ? script : null;
    }

    /**
     * The call of a script with its text in the place of the digest ({@code EVAL}): the server runs it without knowing
     * it, and knows it from then on. Any other command is left as it is.
     */
    public Command withScriptText() {
        if (script == null) {
            return this;
        }
        String eval = script.isReadOnly() ? "EVAL_RO" : "EVAL";
        byte[][] full = argv.clone();
        full[0] = eval.getBytes(UTF_8);
        full[SCRIPT] = script.text();
        return new Command(eval, exclusive, full, keyPositions, script);
    }

    /**
     * Checks, before it is sent, that the call of a script has the keys and the arguments the script takes.
     *
     * @throws IllegalArgumentException if not; the message names the script, what it takes and how many there are
     */
    public void requireComplete() {
        if (script != null) {
            script.requireCounts(keyCount(), argv.length - SCRIPT_KEYS - keyCount());
        }
    }

    /** The name and the number of arguments; never their content, which may be secret. */
    @Override
    public String toString() {
        String of = script == null ? "" : " " + script;
        return name + of + "(" + argCount() + (argCount() == 1 ? " argument)" : " arguments)");
    }

    private Command withKeys(byte[][] longer, int count) {
        if (script != null) {
            if (argv.length > SCRIPT_KEYS + keyCount()) {
                throw new IllegalStateException("the keys of script " + script + " come before its arguments");
            }
            longer[SCRIPT_KEY_COUNT] = decimal(keyCount() + count);
        }
        return new Command(name, exclusive, longer, withKeyPositions(count), script);
    }

    private static byte[] decimal(long number) {
        return Long.toString(number).getBytes(UTF_8);
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

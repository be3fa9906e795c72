package io.redispatterns.engine.command;

import io.redispatterns.engine.util.Bytes;
import java.util.Locale;

/** Every error text of Redis that a command can give, each once. The texts are Redis's own: clients match on them. */
public final class Errors {

    private static final int MAX_QUOTED_LENGTH = 128;

    private Errors() {}

    public static CommandException syntax() {
        return new CommandException("ERR syntax error");
    }

    public static CommandException wrongType() {
        return new CommandException("WRONGTYPE Operation against a key holding the wrong kind of value");
    }

    public static CommandException noSuchKey() {
        return new CommandException("ERR no such key");
    }

    public static CommandException crossSlot() {
        return new CommandException("CROSSSLOT Keys in request don't hash to the same slot");
    }

    public static CommandException notInCluster(String command) {
        return new CommandException("ERR " + command + " is not allowed in cluster mode");
    }

    public static CommandException notAnInteger() {
        return new CommandException("ERR value is not an integer or out of range");
    }

    public static CommandException notAFloat() {
        return new CommandException("ERR value is not a valid float");
    }

    public static CommandException wrongArity(String commandName) {
        return new CommandException(
                "ERR wrong number of arguments for '" + commandName.toLowerCase(Locale.ROOT) + "' command");
    }

    public static CommandException invalidExpire(String commandName) {
        return new CommandException(
                "ERR invalid expire time in '" + commandName.toLowerCase(Locale.ROOT) + "' command");
    }

    public static CommandException stringTooLong() {
        return new CommandException("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
    }

    /** The name and the first arguments are quoted up to 128 bytes together, as Redis does. */
    public static CommandException unknownCommand(byte[][] argv) {
        StringBuilder arguments = new StringBuilder();
        for (int i = 1; i < argv.length && arguments.length() < MAX_QUOTED_LENGTH; i++) {
            int room = MAX_QUOTED_LENGTH - arguments.length();
            arguments.append('\'').append(printable(argv[i], room)).append("' ");
        }
        return new CommandException("ERR unknown command '" + printable(argv[0], MAX_QUOTED_LENGTH)
                + "', with args beginning with: " + arguments);
    }

    public static CommandException unknownSubcommand(String container, byte[] name) {
        return new CommandException("ERR unknown subcommand '" + printable(name, MAX_QUOTED_LENGTH) + "'. Try "
                + container.toUpperCase(Locale.ROOT) + " HELP.");
    }

    public static CommandException subcommandSyntax(String container, byte[] name) {
        return new CommandException("ERR unknown subcommand or wrong number of arguments for '"
                + printable(name, MAX_QUOTED_LENGTH) + "'. Try " + container.toUpperCase(Locale.ROOT) + " HELP.");
    }

    public static CommandException configRefused(String directive, String reason) {
        return of("ERR CONFIG SET failed (possibly related to argument '" + directive + "') - " + reason);
    }

    public static CommandException noAuth() {
        return new CommandException("NOAUTH Authentication required.");
    }

    public static CommandException wrongPassword() {
        return new CommandException("WRONGPASS invalid username-password pair or user is disabled.");
    }

    public static CommandException noPasswordConfigured() {
        return new CommandException("ERR AUTH <password> called without any password configured for the default user."
                + " Are you sure your configuration is correct?");
    }

    public static CommandException helloNeedsAuth() {
        return new CommandException("NOAUTH HELLO must be called with the client already authenticated, otherwise the"
                + " HELLO AUTH <user> <pass> option can be used to authenticate the client and select the RESP"
                + " protocol version at the same time");
    }

    public static CommandException helloOption(byte[] option) {
        return new CommandException("ERR Syntax error in HELLO option '" + printable(option, MAX_QUOTED_LENGTH) + "'");
    }

    public static CommandException onlyWhileSubscribed(String commandName) {
        return new CommandException("ERR Can't execute '" + commandName
                + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context");
    }

    public static CommandException notPrintable(String what) {
        return new CommandException("ERR " + what + " cannot contain spaces, newlines or special characters.");
    }

    /** Redis has no such refusal: an engine inside an application is not ended by one of its clients. */
    public static CommandException shutdownRefused() {
        return new CommandException(
                "ERR SHUTDOWN is refused: the engine runs inside an application, which alone may end it");
    }

    public static CommandException databaseOutOfRange() {
        return new CommandException("ERR DB index is out of range");
    }

    public static CommandException outOfRange(long min, long max) {
        return new CommandException("ERR value is out of range, value must between " + min + " and " + max);
    }

    public static CommandException incrementOverflows() {
        return new CommandException("ERR increment or decrement would overflow");
    }

    public static CommandException incrementNotFinite() {
        return new CommandException("ERR increment would produce NaN or Infinity");
    }

    public static CommandException sameObject() {
        return new CommandException("ERR source and destination objects are the same");
    }

    public static CommandException invalidCursor() {
        return new CommandException("ERR invalid cursor");
    }

    /** The refusal of EXEC itself: the transaction is thrown away. */
    public static CommandException execAborted(CommandException reason) {
        String text = reason.reply().text();
        String cause = text.startsWith("ERR ") ? text.substring("ERR ".length()) : text;
        return new CommandException("EXECABORT Transaction discarded because of: " + cause);
    }

    public static CommandException busyWithScript() {
        return new CommandException(
                "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.");
    }

    public static CommandException busyWithFunction() {
        return new CommandException(
                "BUSY Redis is busy running a script. You can only call FUNCTION KILL or SHUTDOWN NOSAVE.");
    }

    public static CommandException noScript() {
        return new CommandException("NOSCRIPT No matching script. Please use EVAL.");
    }

    public static CommandException noScriptRuns() {
        return new CommandException("NOTBUSY No scripts in execution right now.");
    }

    public static CommandException unkillable() {
        return new CommandException(
                "UNKILLABLE Sorry the script already executed write commands against the dataset. You"
                        + " can either wait the script termination or kill the server in a hard way using the SHUTDOWN NOSAVE"
                        + " command.");
    }

    /** Redis has no such reply: there the server would have crashed. */
    public static CommandException internal(String commandName, Throwable cause) {
        return of("ERR internal error in '" + commandName + "': "
                + cause.getClass().getName() + "; the engine's log tells more");
    }

    /** An error of a family's own, with its code in front: the only way to make one elsewhere. */
    public static CommandException of(String text) {
        return new CommandException(withoutLineBreaks(text));
    }

    /** Line breaks cannot stand in an error: they become blanks. */
    private static String printable(byte[] bytes, int maxLength) {
        String text = Bytes.text(bytes);
        String shortened = text.length() > maxLength ? text.substring(0, maxLength) : text;
        return withoutLineBreaks(shortened);
    }

    private static String withoutLineBreaks(String text) {
        return text.replace('\r', ' ').replace('\n', ' ');
    }
}

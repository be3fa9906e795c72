package io.redispatterns.engine.reply;

/**
 * One method for each kind of reply, so that whoever writes replies down handles every kind or does not compile.
 *
 * @param <R> what a visit results in
 */
public interface ReplyVisitor<R> {

    /** Visits a reply of this kind. */
    R simple(Reply.Simple reply);

    /** Visits a reply of this kind. */
    R error(Reply.ErrorReply reply);

    /** Visits a reply of this kind. */
    R integer(Reply.Int reply);

    /** Visits a reply of this kind. */
    R bulk(Reply.Bulk reply);

    /** Visits the null. */
    R nil();

    /** Visits the null. */
    R nullArray();

    /** Visits a reply of this kind. */
    R array(Reply.Array reply);

    /** Visits a reply of this kind. */
    R map(Reply.MapReply reply);

    /** Visits a reply of this kind. */
    R pairs(Reply.Pairs reply);

    /** Visits a reply of this kind. */
    R set(Reply.SetReply reply);

    /** Visits a reply of this kind. */
    R push(Reply.Push reply);

    /** Visits a reply of this kind. */
    R several(Reply.Several reply);

    /** Visits a reply of this kind. */
    R decimal(Reply.Decimal reply);

    /** Visits a reply of this kind. */
    R bool(Reply.Bool reply);

    /** Visits a reply of this kind. */
    R bigNumber(Reply.BigNumber reply);

    /** Visits a reply of this kind. */
    R verbatim(Reply.Verbatim reply);
}

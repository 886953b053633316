package dev.menai;

/** What ends a {@link Asyncio#wait wait} before everything is done. */
public enum ReturnWhen {
    /** The end of any of the stages, whatever it is. */
    FIRST_COMPLETED,

    /** The first failure; a cancellation is none. Without one, the end of all. */
    FIRST_EXCEPTION,

    /** Nothing: it ends when all are done. */
    ALL_COMPLETED
}

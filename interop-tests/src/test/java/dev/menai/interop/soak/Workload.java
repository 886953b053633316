package dev.menai.interop.soak;

/** What the actors of a round share and do, and what must hold when they have ended. */
interface Workload {
    String name();

    /**
     * Plays one round, in a Java body on the round's loop: makes what is shared, starts the actors, waits for them, and
     * checks the books.
     */
    void play(Round round) throws Exception;
}

package dev.menai.contract;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** A future, and how whoever makes its outcome ends it. */
record Subject(CompletableFuture<String> future, Runnable completing, Runnable failing) {
    static final IOException LOST = new IOException("lost");

    /** Returns a future that is completed through {@code source}, which may be the future itself. */
    static Subject of(CompletableFuture<String> future, CompletableFuture<String> source) {
        return new Subject(future, () -> source.complete("value"), () -> source.completeExceptionally(LOST));
    }

    /** Brings the future into a state that is no pending one, or from a pending one to its end. */
    void end(State state) {
        switch (state) {
            case COMPLETE, PENDING_THEN_COMPLETE -> completing.run();
            case FAILED, PENDING_THEN_FAILED -> failing.run();
            case CANCELLED, PENDING_THEN_CANCELLED -> future.cancel(true);
        }
    }
}

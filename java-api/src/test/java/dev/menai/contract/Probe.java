package dev.menai.contract;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A call of one method.
 *
 * @param signature the method, as {@link Signatures} has it
 * @param how what tells it from other calls of the same method
 */
record Probe(String signature, String how, Call call) {
    static final String WITH_NULL = "with null";

    /** The call; returns what the method returns, and notes what the functions saw that it took. */
    interface Call {
        Object on(CompletableFuture<String> future, List<String> notes) throws Exception;
    }

    /** Whether the call may wait for the end of the future. */
    boolean isBlocking() {
        return signature.equals("get()") || signature.equals("join()") || how.equals("long enough");
    }

    /** Whether the call ends the future by itself, after a while. */
    boolean isEndingLater() {
        return signature.startsWith("completeAsync(")
                || signature.startsWith("completeOnTimeout(")
                || signature.startsWith("orTimeout(");
    }

    @Override
    public String toString() {
        return how.isEmpty() ? signature : signature + " " + how;
    }
}

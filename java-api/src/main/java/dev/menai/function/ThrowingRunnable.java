package dev.menai.function;

/** Code without a value that may throw a checked exception, which the caller gets to see as such. */
@FunctionalInterface
public interface ThrowingRunnable<X extends Exception> {
    /** Runs it, or throws what it failed with. */
    void run() throws X;
}

package dev.menai.function;

/** Code without a value that may throw a checked exception, which the caller gets to see as such. */
@FunctionalInterface
public interface ThrowingRunnable<X extends Exception> {
    /** Runs this code once. */
    void run() throws X;
}

package dev.menai.benchmarks;

/** Makes sure that a workload did its work. */
final class Checked {
    private Checked() {}

    static void count(int actual, int expected) {
        if (actual != expected) {
            throw new AssertionError(expected + " bodies must have ended, but " + actual + " have");
        }
    }
}

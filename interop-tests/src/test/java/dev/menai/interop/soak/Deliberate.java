package dev.menai.interop.soak;

/** A failure that a workload makes on purpose. */
final class Deliberate extends RuntimeException {
    private static final long serialVersionUID = 1;

    Deliberate() {
        super("on purpose", null, false, false);
    }
}

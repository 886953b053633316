package dev.menai.benchmarks;

/** What is measured. Each peer does the same work; a figure is nanoseconds per operation. */
public enum Workload {
    /** Tasks that give up their turn again and again; an operation is one turn given up. */
    SWITCH("switch") {
        @Override
        public double nanosPerOperation(Peer peer, Size size) throws Exception {
            long start = System.nanoTime();
            peer.switches(size.tasks(), size.rounds());
            return (System.nanoTime() - start) / ((double) size.tasks() * size.rounds());
        }
    },

    /** Bodies that return at once, gathered; an operation is one body. */
    SPAWN_GATHER("spawn-gather") {
        @Override
        public double nanosPerOperation(Peer peer, Size size) throws Exception {
            long start = System.nanoTime();
            peer.spawnAndGather(size.bodies());
            return (System.nanoTime() - start) / (double) size.bodies();
        }
    },

    /** Bodies that sleep at the same time; an operation is one of them, and the sleep itself is taken off. */
    SLEEPERS("sleepers") {
        @Override
        public double nanosPerOperation(Peer peer, Size size) throws Exception {
            long start = System.nanoTime();
            peer.sleepers(size.bodies(), size.sleepMillis());
            return (System.nanoTime() - start - size.sleepMillis() * 1e6) / size.bodies();
        }
    };

    /** How much work one measurement does. */
    public record Size(int tasks, int rounds, int bodies, int sleepMillis) {
        /** The size of the published figures. Platform threads switch so slowly that fewer rounds do. */
        public static Size full() {
            boolean hasVirtualThreads = Runtime.version().feature() >= 24;
            return new Size(1_000, hasVirtualThreads ? 1_000 : 20, 100_000, 1_000);
        }
    }

    private final String label;

    Workload(String label) {
        this.label = label;
    }

    public abstract double nanosPerOperation(Peer peer, Size size) throws Exception;

    @Override
    public String toString() {
        return label;
    }
}

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
    },

    /** Groups of tasks that return at once, one group after the other; an operation is one task. */
    TASK_GROUP("task-group") {
        @Override
        public double nanosPerOperation(Peer peer, Size size) throws Exception {
            int groups = size.bodies() / size.tasks();
            long start = System.nanoTime();
            peer.taskGroups(groups, size.tasks());
            return (System.nanoTime() - start) / ((double) groups * size.tasks());
        }
    },

    /** A generator that calls its user with each item; an operation is one item. */
    GENERATOR_PUSH("generator-push") {
        @Override
        public double nanosPerOperation(Peer peer, Size size) throws Exception {
            long start = System.nanoTime();
            peer.generatorPush(size.items());
            return (System.nanoTime() - start) / (double) size.items();
        }
    },

    /** A generator that is asked for each item; an operation is one item. */
    GENERATOR_PULL("generator-pull") {
        @Override
        public double nanosPerOperation(Peer peer, Size size) throws Exception {
            long start = System.nanoTime();
            peer.generatorPull(size.items());
            return (System.nanoTime() - start) / (double) size.items();
        }
    },

    /** A queue of 1,024 places between one producer and one consumer; an operation is one item. */
    QUEUE("queue") {
        @Override
        public double nanosPerOperation(Peer peer, Size size) throws Exception {
            long start = System.nanoTime();
            peer.queue(1, size.items());
            return (System.nanoTime() - start) / (double) size.items();
        }
    },

    /** The same with four producers and four consumers. */
    QUEUE_OF_FOUR("queue-of-four") {
        @Override
        public double nanosPerOperation(Peer peer, Size size) throws Exception {
            int each = size.items() / PAIRS;
            long start = System.nanoTime();
            peer.queue(PAIRS, each);
            return (System.nanoTime() - start) / ((double) each * PAIRS);
        }
    },

    /** A lock that is free whenever it is wanted; an operation is one acquire and release. */
    LOCK("lock") {
        @Override
        public double nanosPerOperation(Peer peer, Size size) throws Exception {
            long start = System.nanoTime();
            peer.lock(size.items());
            return (System.nanoTime() - start) / (double) size.items();
        }
    },

    /** A lock that 100 tasks want, whose holder gives up his turn; an operation is one acquire and release. */
    LOCK_CONTENDED("lock-contended") {
        @Override
        public double nanosPerOperation(Peer peer, Size size) throws Exception {
            int rounds = size.bodies() / LOCKERS;
            long start = System.nanoTime();
            peer.contendedLock(LOCKERS, rounds);
            return (System.nanoTime() - start) / ((double) rounds * LOCKERS);
        }
    },

    /** A suspend function that gives up its turn once, as a future that is awaited; an operation is one call. */
    SUSPEND_CALL("suspend-call") {
        @Override
        public double nanosPerOperation(Peer peer, Size size) throws Exception {
            long start = System.nanoTime();
            peer.suspendCalls(size.items());
            return (System.nanoTime() - start) / (double) size.items();
        }
    };

    private static final int PAIRS = 4;
    private static final int LOCKERS = 100;

    /** How much work one measurement does. */
    public record Size(int tasks, int rounds, int bodies, int sleepMillis, int items) {
        /** The size of the published figures. Platform threads switch so slowly that fewer rounds do. */
        public static Size full() {
            boolean hasVirtualThreads = Runtime.version().feature() >= 24;
            return hasVirtualThreads
                    ? new Size(1_000, 1_000, 100_000, 1_000, 1_000_000)
                    : new Size(1_000, 20, 100_000, 1_000, 20_000);
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

package dev.menai.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Times one workload for one peer in this process and prints the median of several rounds, in ns per operation. */
public final class Measure {
    private static final int WARM_UP_ROUNDS = 5;
    private static final int ROUNDS = 3;

    private Measure() {}

    /** Arguments: the workload, the peer, seconds of warm-up, seconds of measurement. */
    public static void main(String[] arguments) throws Exception {
        Workload workload = workload(arguments[0]);
        Peer peer = Peer.named(arguments[1]);
        rounds(workload, peer, WARM_UP_ROUNDS, Double.parseDouble(arguments[2]));
        double[] figures = rounds(workload, peer, ROUNDS, Double.parseDouble(arguments[3]));
        Arrays.sort(figures);
        System.out.printf(Locale.ROOT, "%.1f%n", figures[figures.length / 2]);
    }

    private static Workload workload(String label) {
        return Arrays.stream(Workload.values())
                .filter(workload -> workload.toString().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "workload must be one of " + Arrays.toString(Workload.values()) + ", but was " + label));
    }

    private static double[] rounds(Workload workload, Peer peer, int atLeast, double seconds) throws Exception {
        double[] figures = new double[0];
        long end = System.nanoTime() + (long) (seconds * 1e9);
        do {
            figures = Arrays.copyOf(figures, figures.length + 1);
            figures[figures.length - 1] = workload.nanosPerOperation(peer, Workload.Size.full());
        } while (figures.length < atLeast || System.nanoTime() < end);
        return figures;
    }
}

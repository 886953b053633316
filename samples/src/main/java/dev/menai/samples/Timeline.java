package dev.menai.samples;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Who worked when, as bars of text. Thread-safe. */
public final class Timeline {
    private static final int NANOS_PER_CHARACTER = 10_000_000;

    private final long start = System.nanoTime();
    private final List<Bar> bars = new ArrayList<>();

    /** One piece of work. */
    public final class Bar {
        private final String name;
        private final long begin = System.nanoTime() - start;
        private long end;

        private Bar(String name) {
            this.name = name;
        }

        public void end() {
            synchronized (bars) {
                end = System.nanoTime() - start;
            }
        }
    }

    public Bar begin(String name) {
        Bar bar = new Bar(name);
        synchronized (bars) {
            bars.add(bar);
        }
        return bar;
    }

    public void print(PrintStream out) {
        synchronized (bars) {
            for (Bar bar : bars) {
                int before = (int) (bar.begin / NANOS_PER_CHARACTER);
                int during = Math.max(1, (int) ((bar.end - bar.begin) / NANOS_PER_CHARACTER));
                out.printf(
                        "%-18s |%s%s %d ms%n",
                        bar.name, " ".repeat(before), "#".repeat(during), (bar.end - bar.begin) / 1_000_000);
            }
        }
    }
}

package dev.menai.interop.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The file in which pieces of a soak add up: a line for each, and what they come to for each JDK. */
final class Results {
    private static final String HEADER = "when\tjdk\tseed\trounds\toperations\tseconds\tfailed\tworkloads";

    private Results() {}

    static void add(SoakOptions options, long rounds, long operations, long seconds, long failed) throws IOException {
        Path file = Path.of(options.results());
        if (!Files.exists(file)) {
            Files.writeString(file, HEADER + "\n");
        }
        String line = String.join(
                "\t",
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                String.valueOf(Runtime.version().feature()),
                String.valueOf(options.seed()),
                String.valueOf(rounds),
                String.valueOf(operations),
                String.valueOf(seconds),
                String.valueOf(failed),
                options.workloads().isEmpty() ? "all" : String.join(",", options.workloads()));
        Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        printSums(Files.readAllLines(file));
    }

    private static void printSums(List<String> lines) {
        Map<String, long[]> sums = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.split("\t");
            long[] sum = sums.computeIfAbsent(columns[1], jdk -> new long[2]);
            sum[0] += Long.parseLong(columns[4]);
            sum[1] += Long.parseLong(columns[6]);
        }
        sums.forEach((jdk, sum) ->
                System.out.printf("so far on JDK %s: %,d operations, %d rounds failed%n", jdk, sum[0], sum[1]));
    }
}

package dev.menai.interop.statements;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every statement of docs/statements.md is pinned by a test whose name begins with its identifier. Writes the table of
 * statements and tests to target/statements.md.
 */
class StatementsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern STATEMENT = Pattern.compile("^- \\*\\*([A-Z]+-\\d+)\\*\\*", Pattern.MULTILINE);
    private static final Pattern PIN =
            Pattern.compile("(?:@DisplayName\\(|test\\()\\s*\"([A-Z]+-\\d+(?:, [A-Z]+-\\d+)*): ([^\"]*)\"");

    private static List<String> statements() throws IOException {
        return STATEMENT
                .matcher(Files.readString(ROOT.resolve("docs/statements.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static SortedMap<String, List<String>> pins() throws IOException {
        SortedMap<String, List<String>> pins = new TreeMap<>();
        for (String module : List.of("kotlin-core", "java-api", "facades", "interop-tests", "samples")) {
            Path tests = ROOT.resolve(module).resolve("src/test");
            if (!Files.exists(tests)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(tests)) {
                files.filter(file -> file.toString().endsWith(".java")
                                || file.toString().endsWith(".kt"))
                        .sorted()
                        .forEach(file -> collect(file, pins));
            }
        }
        return pins;
    }

    private static void collect(Path file, Map<String, List<String>> pins) {
        try {
            Matcher matcher = PIN.matcher(Files.readString(file));
            while (matcher.find()) {
                for (String statement : matcher.group(1).split(", ")) {
                    pins.computeIfAbsent(statement, key -> new java.util.ArrayList<>())
                            .add(file.getFileName() + ": " + matcher.group(2));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void everyStatementIsPinned() throws IOException {
        List<String> statements = statements();
        SortedMap<String, List<String>> pins = pins();
        writeTable(statements, pins);
        assertThat(statements).doesNotHaveDuplicates().hasSizeGreaterThan(100);
        assertThat(new TreeSet<>(pins.keySet()))
                .as("pinned, but not in docs/statements.md")
                .isSubsetOf(statements);
        assertThat(statements)
                .as("in docs/statements.md, but pinned by no test")
                .isSubsetOf(pins.keySet());
    }

    private static void writeTable(List<String> statements, Map<String, List<String>> pins) throws IOException {
        StringBuilder table = new StringBuilder("| statement | tests |\n|---|---|\n");
        for (String statement : statements) {
            String tests = String.join("<br>", pins.getOrDefault(statement, List.of("none")));
            table.append("| ").append(statement).append(" | ").append(tests).append(" |\n");
        }
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/statements.md"), table);
    }
}

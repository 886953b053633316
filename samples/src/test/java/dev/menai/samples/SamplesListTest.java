package dev.menai.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SamplesListTest {
    private static final Path SOURCES = Path.of("src", "main");

    private int status;

    private List<String> linesOf(String... arguments) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            status = Samples.run(arguments);
        } finally {
            System.setOut(before);
        }
        return captured.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void whatHasAMainIsInTheListOnce() throws Exception {
        List<String> listed =
                linesOf().stream().map(line -> line.replaceAll(" .*", "")).toList();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> runnable = files.filter(SamplesListTest::hasMain)
                    .map(file -> file.getFileName().toString().replaceAll("\\..*", ""))
                    .filter(name -> !name.equals("Samples"))
                    .toList();
            assertThat(listed).containsExactlyInAnyOrderElementsOf(runnable);
        }
        assertThat(status).isZero();
    }

    private static boolean hasMain(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try {
            String source = Files.readString(file);
            return source.contains("static void main(") || source.contains("fun main(");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void oneIsRunByItsName() throws Exception {
        assertThat(linesOf("Hello")).containsExactly("Hello ...", "... world!");
        assertThat(status).isZero();
    }

    @Test
    void anUnknownNameIsToldTogetherWithTheList() throws Exception {
        List<String> told = linesOf("Helo");
        assertThat(told.get(0)).isEqualTo("The name must be one of these samples, but was 'Helo'; choose one:");
        assertThat(told).hasSizeGreaterThan(20).anyMatch(line -> line.startsWith("Hello "));
        assertThat(status).isEqualTo(2);
    }
}

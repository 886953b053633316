package dev.menai.interop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles every example in the comments of the Java sources, as the body of a method. {@link JavadocNames} has what
 * they name without declaring it.
 */
class JavadocExamplesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path SOURCES = Path.of("java-api", "src", "main", "java");

    private static final String HEAD = "package dev.menai.interop.docs;\n" + JavaPiece.IMPORTS
            + """
            abstract class Example extends JavadocNames {
                void example() throws Exception {
            """;
    private static final String TAIL = """
                }
            }
            """;

    /** The classes that most programs use: each has an example in its own comment. */
    private static final List<String> MOST_USED = List.of(
            "AsyncExitStack",
            "AsyncFuture",
            "AsyncIterable",
            "AsyncResource",
            "Asyncio",
            "Barrier",
            "Condition",
            "Context",
            "ContextVar",
            "Coroutine",
            "Event",
            "EventLoop",
            "ExceptionGroup",
            "Lock",
            "Outcome",
            "PriorityQueue",
            "Queue",
            "Runner",
            "Semaphore",
            "Task",
            "TaskGroup",
            "TaskScope",
            "Timeout",
            "kotlin/Flows",
            "kotlin/Suspend");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyExampleCompiles() throws IOException {
        List<CodeBlock> examples = CodeBlock.inComments(ROOT, SOURCES);
        assertThat(examples).hasSizeGreaterThanOrEqualTo(20);
        return examples.stream()
                .map(example -> DynamicTest.dynamicTest(
                        example.place(), () -> assertThat(complaints(example)).isEmpty()));
    }

    @Test
    void noExampleIsOverlooked() throws IOException {
        try (Stream<Path> sources = Files.walk(ROOT.resolve(SOURCES))) {
            long begun = sources.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> CodeBlock.read(file).lines())
                    .filter(line -> line.contains("<pre>"))
                    .count();
            assertThat(CodeBlock.inComments(ROOT, SOURCES))
                    .as("examples in <pre>")
                    .hasSize((int) begun);
        }
    }

    @Test
    void classesThatMostProgramsUseHaveOne() {
        assertThat(MOST_USED).allMatch(JavadocExamplesTest::hasExample);
    }

    private static boolean hasExample(String name) {
        String source =
                CodeBlock.read(ROOT.resolve(SOURCES).resolve("dev/menai").resolve(name + ".java"));
        int example = source.indexOf("<pre>{@code");
        return example >= 0 && example < source.indexOf("\npublic ");
    }

    private List<String> complaints(CodeBlock example) throws IOException {
        Path own = Files.createDirectories(folder.resolve("line" + example.line()));
        return JavaPiece.compile("Example", HEAD + example.text() + TAIL, own).stream()
                .map(complaint -> inSource(example, complaint))
                .toList();
    }

    private static String inSource(CodeBlock example, Diagnostic<?> complaint) {
        long line = example.line() + complaint.getLineNumber() - HEAD.lines().count();
        return example.file() + ":" + line + ": " + complaint.getMessage(Locale.ROOT);
    }
}

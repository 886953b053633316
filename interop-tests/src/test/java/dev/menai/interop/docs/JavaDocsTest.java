package dev.menai.interop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles and runs every piece of Java in README and docs. A piece without a main method is a body for
 * {@code Asyncio.run}. What its comments say it prints, it must print.
 */
class JavaDocsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final String BODY =
            """
            import static dev.menai.Asyncio.asCompleted;
            import static dev.menai.Asyncio.await;
            import static dev.menai.Asyncio.createTask;
            import static dev.menai.Asyncio.createTaskFrom;
            import static dev.menai.Asyncio.each;
            import static dev.menai.Asyncio.gather;
            import static dev.menai.Asyncio.gatherOutcomes;
            import static dev.menai.Asyncio.mapConcurrently;
            import static dev.menai.Asyncio.moveOnAfter;
            import static dev.menai.Asyncio.race;
            import static dev.menai.Asyncio.shield;
            import static dev.menai.Asyncio.sleep;
            import static dev.menai.Asyncio.staggeredRace;
            import static dev.menai.Asyncio.taskGroup;
            import static dev.menai.Asyncio.timeout;
            import static dev.menai.Asyncio.toThread;
            import static dev.menai.Asyncio.using;
            import static dev.menai.Asyncio.waitFor;
            import static dev.menai.Asyncio.wrapFuture;
            import dev.menai.*;
            import dev.menai.Queue;
            import dev.menai.PriorityQueue;
            import dev.menai.fixture.MemoryStore;
            import dev.menai.fixture.Note;
            import dev.menai.fixture.Notebook;
            import dev.menai.function.ThrowingRunnable;
            import dev.menai.kotlin.*;
            import java.io.IOException;
            import java.io.StringReader;
            import java.nio.file.*;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.CancellationException;
            import java.util.concurrent.CompletableFuture;
            import java.util.concurrent.Future;
            import java.util.concurrent.Executors;
            import java.util.concurrent.ExecutorService;
            import java.util.function.Supplier;
            import kotlin.Unit;
            import kotlin.coroutines.Continuation;
            import kotlin.jvm.functions.Function2;
            import kotlinx.coroutines.BuildersKt;
            import kotlinx.coroutines.CoroutineName;
            import kotlinx.coroutines.CoroutineScope;
            import kotlinx.coroutines.Dispatchers;

            public class Piece {
                static void body() throws Exception {
            %s
                }

                public static void main(String[] arguments) throws Exception {
                    Asyncio.run(Piece::body);
                }
            }
            """;

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyPieceOfJava() throws Exception {
        List<CodeBlock> blocks = CodeBlock.in(ROOT, "java");
        assertThat(blocks).hasSizeGreaterThan(10);
        return blocks.stream().map(block -> DynamicTest.dynamicTest(block.place(), () -> check(block)));
    }

    private void check(CodeBlock block) throws Exception {
        boolean isProgram = block.text().contains("static void main");
        String source = isProgram ? block.text() : BODY.formatted(block.text());
        String name = isProgram ? source.replaceAll("(?s).*?public class (\\w+).*", "$1") : "Piece";
        Path own = Files.createDirectories(
                folder.resolve("piece" + Math.abs(block.place().hashCode())));
        compile(name, source, own);
        List<String> expected = expected(block.text());
        assertThat(run(name, own)).as(block.place()).containsExactlyElementsOf(expected);
    }

    private static List<String> expected(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("// prints: "))
                .map(line -> line.substring("// prints: ".length()))
                .toList();
    }

    private static void compile(String name, String source, Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            Iterable<? extends JavaFileObject> units = files.getJavaFileObjects(file);
            List<String> options = List.of(
                    "-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none", "-Xlint:try");
            boolean isFine = compiler.getTask(null, files, messages, options, null, units)
                    .call();
            assertThat(isFine).as("%s%n%s", messages.getDiagnostics(), source).isTrue();
            assertThat(messages.getDiagnostics())
                    .as("resources that are never referenced")
                    .noneMatch(warning -> warning.getCode().endsWith("try.resource.not.referenced"));
        }
    }

    private static List<String> run(String name, Path folder) throws Exception {
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
            loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return captured.toString(StandardCharsets.UTF_8).lines().toList();
    }
}

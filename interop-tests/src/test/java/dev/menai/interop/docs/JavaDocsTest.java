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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles and runs every piece of Java in README and docs. A piece without a main method is a body for
 * {@code Asyncio.run}. What its comments say it prints, it must print.
 */
class JavaDocsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final String BODY = JavaPiece.IMPORTS
            + """
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
        assertThat(JavaPiece.compile(name, source, own)).as("%s", source).isEmpty();
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

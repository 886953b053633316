package dev.menai.interop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every piece of Kotlin in the docs stands, word by word, in DocumentedKotlinTest, which runs it. */
class KotlinDocsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TestFactory
    Stream<DynamicTest> everyPieceOfKotlin() throws Exception {
        List<CodeBlock> blocks = CodeBlock.in(ROOT, "kotlin");
        assertThat(blocks).hasSizeGreaterThan(3);
        String test = folded(Files.readString(Path.of("src/test/kotlin/dev/menai/interop/DocumentedKotlinTest.kt")));
        return blocks.stream()
                .map(block -> DynamicTest.dynamicTest(
                        block.place(), () -> assertThat(test).contains(folded(block.text()))));
    }

    private static String folded(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}

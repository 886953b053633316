package dev.menai.interop.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarriersTest {
    @TempDir
    Path folder;

    /** Returns the class path of the tests without the optional libraries, and with {@code folder}. */
    private String bareClassPath() {
        Stream<String> parts = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(part -> !part.contains("slf4j") && !part.contains("context-propagation"));
        return Stream.concat(parts, Stream.of(folder.toString())).collect(Collectors.joining(File.pathSeparator));
    }

    private void provide(String... types) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(services.resolve("dev.menai.ContextCarrier"), List.of(types));
    }

    @Test
    @DisplayName("CTX-12: without SLF4J and Micrometer everything works, and says nothing")
    void withoutTheLibraries() throws Exception {
        JavaProcess ended = JavaProcess.run(bareClassPath(), CarriersProgram.class, List.of());
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output().lines()).containsExactly("SLF4J false", "Micrometer false", "null", "caller");
    }

    @Test
    @DisplayName("CTX-10: providers of carriers are found; one that cannot be used is left out")
    void providers() throws Exception {
        provide("no.such.Carrier", CarriersProgram.Texts.class.getName());
        JavaProcess ended = JavaProcess.run(bareClassPath(), CarriersProgram.class, List.of());
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output())
                .contains("WARNING: A provider of ContextCarrier must be usable, but is not: it is left out")
                .contains("no.such.Carrier")
                .endsWith("main" + System.lineSeparator() + "caller");
    }
}

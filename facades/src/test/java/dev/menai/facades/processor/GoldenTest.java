package dev.menai.facades.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The written sources as a whole; -Dmenai.golden=write, among menai.test.flags, writes what they are compared with. */
class GoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "UserRepositoryAsync, value = dev.menai.fixture.UserRepository.class",
        "DefaultsKtAsync, functions = \"dev.menai.fixture.DefaultsKt\"",
        "RegistryAsync, value = dev.menai.fixture.Registry.class",
        "CellAsync, value = dev.menai.fixture.Cell.class",
        "TimesAsync, value = dev.menai.fixture.Times.class",
        "UserStoreBase, 'value = dev.menai.fixture.UserStore.class, implementable = true'",
    })
    @DisplayName("FAC-14: the source is the one that was read and found good.")
    void source(String facade, String request) throws IOException {
        Compilation compilation = Compilation.of(directory, "@KotlinFacade(" + request + ")");
        assertThat(compilation.errors()).isEmpty();
        Path golden = GOLDEN.resolve(facade + ".java.txt");
        String source = compilation.source(facade);
        if ("write".equals(System.getProperty("menai.golden"))) {
            Files.writeString(golden, source);
        }
        assertThat(source).isEqualTo(Files.readString(golden));
        assertThat(source.lines()).allMatch(line -> line.length() <= 120);
    }
}

package dev.menai.interop.versions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.Asyncio;
import dev.menai.engine.loop.Loop;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kotlin.Unit;
import kotlinx.coroutines.Job;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The range of versions of Kotlin's libraries; their copies in target/ are made by the build. */
class VersionsTest {
    private static final Path OLDEST = Path.of("target/oldest-kotlin");
    private static final Path TOO_OLD = Path.of("target/too-old-kotlin");

    private static Path locationOf(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private static List<Path> ours() {
        return List.of(locationOf(Loop.class), locationOf(Asyncio.class));
    }

    private static List<Path> jars(Path folder) {
        return List.of(folder.resolve("kotlin-stdlib.jar"), folder.resolve("kotlinx-coroutines-core-jvm.jar"));
    }

    @Test
    @DisplayName("VER-1: all that is published links with both ends of the range of versions")
    void links() throws Exception {
        assertThat(LinkCheck.problems(ours(), jars(OLDEST))).isEmpty();
        assertThat(LinkCheck.problems(ours(), List.of(locationOf(Unit.class), locationOf(Job.class))))
                .isEmpty();
    }

    @Test
    void theCheckFindsWhatDoesNotLink() throws Exception {
        Set<String> problems = LinkCheck.problems(List.of(locationOf(Job.class)), jars(OLDEST).subList(0, 1));
        assertThat(problems).isNotEmpty();
        Set<String> withoutLibraries = LinkCheck.problems(ours(), List.of());
        assertThat(withoutLibraries)
                .contains("dev/menai/engine/loop/Loop needs the class kotlinx/coroutines/CoroutineDispatcher");
    }

    @ParameterizedTest
    @CsvSource({
        "kotlin-stdlib, org.jetbrains.kotlin:kotlin-stdlib must be 1.9.25 or newer but is 1.9.10",
        "kotlinx-coroutines-core-jvm, "
                + "org.jetbrains.kotlinx:kotlinx-coroutines-core-jvm must be 1.8.1 or newer but is 1.8.0"
    })
    @DisplayName("VER-2: the first use of a loop says which library is too old")
    void tooOld(String library, String message) throws Exception {
        String classPath = Stream.concat(
                        Stream.of(TOO_OLD.resolve(library + ".jar").toString()),
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        VersionsProgram.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).isOne();
        assertThat(output.replace(",", ""))
                .startsWith("Exception in thread \"main\" java.lang.LinkageError: " + message + "; ");
    }

    @ParameterizedTest
    @CsvSource({"java-api", "kotlin-core"})
    @DisplayName("VER-3: what users declare asks for Kotlin's libraries itself")
    void directDependencies(String module) throws Exception {
        assertThat(Files.readString(Path.of("..", module, "pom.xml")))
                .contains("<artifactId>kotlin-stdlib</artifactId>")
                .contains("<artifactId>kotlinx-coroutines-core-jvm</artifactId>");
    }
}

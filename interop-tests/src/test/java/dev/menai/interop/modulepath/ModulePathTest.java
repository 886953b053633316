package dev.menai.interop.modulepath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A modular program that requires nothing but dev.menai compiles and runs on the module path. */
class ModulePathTest {
    @TempDir
    Path folder;

    private static String modulePath() throws IOException {
        List<String> parts = new ArrayList<>();
        try (Stream<Path> jars = Files.list(Path.of("target/modulepath"))) {
            jars.filter(jar -> jar.toString().endsWith(".jar"))
                    .map(jar -> jar.toAbsolutePath().toString())
                    .forEach(parts::add);
        }
        assertThat(parts).hasSizeGreaterThanOrEqualTo(3);
        for (String type : List.of("dev.menai.Asyncio", "dev.menai.engine.loop.Loop")) {
            parts.add(locationOf(type));
        }
        return String.join(java.io.File.pathSeparator, parts);
    }

    private static String locationOf(String type) {
        try {
            return Path.of(Class.forName(type)
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (ReflectiveOperationException | java.net.URISyntaxException failure) {
            throw new AssertionError(failure);
        }
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private int compile(Path... sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> arguments = new ArrayList<>();
        try {
            arguments.addAll(
                    List.of("-p", modulePath(), "-d", folder.resolve("out").toString(), "-Xlint:all,-path", "-Werror"));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        Stream.of(sources).map(Path::toString).forEach(arguments::add);
        return compiler.run(null, null, null, arguments.toArray(String[]::new));
    }

    @Test
    void aModularProgramRuns() throws Exception {
        Path module = write("src/module-info.java", "module program { requires dev.menai; }");
        Path main = write(
                "src/program/Main.java",
                """
                package program;

                import static dev.menai.Asyncio.await;
                import static dev.menai.Asyncio.createTask;
                import static dev.menai.Asyncio.gather;
                import static dev.menai.Asyncio.sleep;

                import dev.menai.Asyncio;
                import dev.menai.Task;
                import java.time.Duration;

                public final class Main {
                    public static void main(String[] arguments) {
                        System.out.println(Asyncio.run(() -> {
                            Task<String> task = createTask("named", () -> await(sleep(Duration.ofMillis(1), "a")));
                            String name = task.name();
                            boolean isCancelled = task.cancel();
                            Task<String> other = createTask(() -> "b");
                            return name + isCancelled + await(gather(other, other)) + task.isDone();
                        }));
                    }
                }
                """);
        assertThat(compile(module, main)).isZero();
        assertThat(run()).isEqualTo("namedtrue[b, b]true");
    }

    private String run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-p",
                        modulePath() + java.io.File.pathSeparator + folder.resolve("out"),
                        "-m",
                        "program/program.Main")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    @Test
    void aModularProgramCallsKotlinAndImplementsIt() throws Exception {
        Path module = write("src/module-info.java", "module program { requires dev.menai; opens program; }");
        Path main = write(
                "src/program/Main.java",
                """
                package program;

                import static dev.menai.Asyncio.await;

                import dev.menai.Asyncio;
                import dev.menai.kotlin.Facades;
                import dev.menai.kotlin.Flows;
                import dev.menai.kotlin.MutableStateView;
                import dev.menai.kotlin.Suspend;
                import java.util.concurrent.CompletableFuture;
                import kotlin.coroutines.Continuation;
                import kotlinx.coroutines.DelayKt;

                public final class Main {
                    /** As javac sees a Kotlin interface. */
                    public interface Greeter {
                        Object greet(String name, Continuation<? super String> end);
                    }

                    public static final class Polite {
                        public String greet(String name) {
                            await(Asyncio.sleep(java.time.Duration.ofMillis(1)));
                            return "Hello " + name;
                        }
                    }

                    public static void main(String[] arguments) {
                        Greeter greeter = Facades.implement(Greeter.class, new Polite());
                        Asyncio.run(() -> {
                            await(Suspend.run(c -> DelayKt.delay(1, c)));
                            CompletableFuture<String> greeting = Suspend.call(c -> greeter.greet("Ada", c));
                            MutableStateView<Integer> state = MutableStateView.of(1);
                            System.out.print(await(greeting) + Flows.items(state.flow()).take(1).toList());
                        });
                    }
                }
                """);
        assertThat(compile(module, main)).isZero();
        assertThat(run()).isEqualTo("Hello Ada[1]");
    }

    @Test
    void theEngineIsNotForUsers() throws IOException {
        Path module = write("src/module-info.java", "module program { requires dev.menai; }");
        Path main = write(
                "src/program/Main.java",
                "package program; class Main { Object engine = dev.menai.engine.loop.ConfinedLoop.create(); }");
        java.io.PrintStream before = System.err;
        System.setErr(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
        try {
            assertThat(compile(module, main)).isNotZero();
        } finally {
            System.setErr(before);
        }
    }
}

package dev.menai.interop.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SigintTest {
    private record Ended(int status, String output) {}

    private static Ended run(String scenario) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SigintProgram.class.getName(),
                        scenario)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output.strip());
    }

    @Test
    @DisplayName("RUN-8: the first SIGINT cancels the main task, and the run ends with CancellationException(SIGINT)")
    void interrupted() throws Exception {
        assertThat(run("interrupted")).isEqualTo(new Ended(0, "SIGINT"));
    }

    @Test
    @DisplayName("RUN-8: a main task that handles the interrupt and returns gives its value")
    void handled() throws Exception {
        assertThat(run("handled")).isEqualTo(new Ended(0, "handled"));
    }

    @Test
    @DisplayName("RUN-9: if somebody else cancelled the main task as well, that cancellation comes out")
    void alsoCancelled() throws Exception {
        Ended ended = run("also cancelled");
        assertThat(ended.status()).isZero();
        assertThat(ended.output()).startsWith("task '").contains("was cancelled");
    }

    @Test
    @DisplayName("RUN-10: a second SIGINT ends the process at once")
    void twice() throws Exception {
        assertThat(run("twice")).isEqualTo(new Ended(130, "first"));
    }
}

package dev.menai.interop.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SigintTest {
    private static JavaProcess run(String scenario) throws Exception {
        return JavaProcess.run(SigintProgram.class, List.of(), scenario);
    }

    @Test
    @DisplayName("RUN-8: the first SIGINT cancels the main task, and the run ends with CancellationException(SIGINT)")
    void interrupted() throws Exception {
        assertThat(run("interrupted")).isEqualTo(new JavaProcess(0, "SIGINT"));
    }

    @Test
    @DisplayName("RUN-8: a main task that handles the interrupt and returns gives its value")
    void handled() throws Exception {
        assertThat(run("handled")).isEqualTo(new JavaProcess(0, "handled"));
    }

    @Test
    @DisplayName("RUN-9: if somebody else cancelled the main task as well, that cancellation comes out")
    void alsoCancelled() throws Exception {
        JavaProcess ended = run("also cancelled");
        assertThat(ended.status()).isZero();
        assertThat(ended.output()).startsWith("task '").contains("was cancelled");
    }

    @Test
    @DisplayName("RUN-10: a second SIGINT ends the process at once")
    void twice() throws Exception {
        assertThat(run("twice")).isEqualTo(new JavaProcess(130, "first"));
    }
}

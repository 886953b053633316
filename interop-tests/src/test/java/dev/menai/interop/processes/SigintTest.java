package dev.menai.interop.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @DisplayName("RUN-10: also when the main task is done and others are left, or the run is not on the main thread")
    @Timeout(25)
    @ValueSource(strings = {"second while a task is left", "both while a task is left", "on another thread"})
    void twiceLater(String scenario) throws Exception {
        assertThat(run(scenario)).isEqualTo(new JavaProcess(130, "cleaning up"));
    }

    @Test
    @DisplayName("RUN-17: a handler of the user's takes precedence, and stays")
    void handlerOfTheUser() throws Exception {
        assertThat(run("handler of the user")).isEqualTo(new JavaProcess(0, "not cancelled"));
        assertThat(run("handler of the body")).isEqualTo(new JavaProcess(0, "heard"));
    }
}

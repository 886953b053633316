package dev.menai.interop.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class WaitingThreadsTest {
    private static final String REFUSAL =
            "waiting coroutine bodies must hold at most 3 platform threads, but all are in "
                    + "use; raise -Ddev.menai.maxWaitingThreads, start fewer bodies at once, or run on JDK 24 or newer, where "
                    + "bodies wait on virtual threads";

    private static JavaProcess run() throws Exception {
        return JavaProcess.run(WaitingThreadsProgram.class, List.of("-Ddev.menai.maxWaitingThreads=3"));
    }

    @Test
    void bodiesBeyondTheLimitOfPlatformThreadsAreRefusedWithTheRemedy() throws Exception {
        Assumptions.assumeTrue(Runtime.version().feature() < 24, "bodies wait on virtual threads");
        JavaProcess ended = run();
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output().lines())
                .containsExactly("createTask: " + REFUSAL, "slept", "slept", REFUSAL, REFUSAL, "works again");
    }

    @Test
    void virtualThreadsHaveNoLimit() throws Exception {
        Assumptions.assumeTrue(Runtime.version().feature() >= 24, "bodies wait on platform threads");
        assertThat(run().output().lines()).containsExactly("slept", "slept", "slept", "slept", "works again");
    }
}

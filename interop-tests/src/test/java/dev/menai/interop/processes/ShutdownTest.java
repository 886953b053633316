package dev.menai.interop.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit of a shutdown is half a minute: what stalls until then fails here. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class ShutdownTest {
    private static final int TERMINATED = 128 + 15;
    private static final int EXITED = 3;

    private static JavaProcess run(String scenario, String... flags) throws Exception {
        return JavaProcess.run(ShutdownProgram.class, List.of(flags), scenario);
    }

    @Test
    @DisplayName("RUN-13: SIGTERM cancels the main task and then the others, whose clean-up the process waits for")
    void term() throws Exception {
        JavaProcess ended = run("term");
        assertThat(ended.status()).isEqualTo(TERMINATED);
        assertThat(ended.output().lines()).containsExactly("main cleaned up", "task cleaned up");
    }

    @Test
    @DisplayName("RUN-13: System.exit in another thread does the same, with -Xrs too, and its status stands")
    void exit() throws Exception {
        for (String[] flags : new String[][] {{}, {"-Xrs"}}) {
            JavaProcess ended = run("exit in another thread", flags);
            assertThat(ended.status()).isEqualTo(EXITED);
            assertThat(ended.output().lines()).containsExactly("main cleaned up", "task cleaned up");
        }
    }

    @Test
    @DisplayName("RUN-13: with -Xrs the virtual machine does not hear of SIGTERM, and ends at once")
    void reducedSignals() throws Exception {
        assertThat(run("kill", "-Xrs")).isEqualTo(new JavaProcess(TERMINATED, ""));
    }

    @Test
    @DisplayName("RUN-13: all runners that run are ended, on threads that are daemons as well")
    void severalRunners() throws Exception {
        JavaProcess ended = run("several runners");
        assertThat(ended.status()).isEqualTo(TERMINATED);
        assertThat(ended.output().lines()).containsExactlyInAnyOrder("runner 1 cleaned up", "runner 2 cleaned up");
    }

    @Test
    @DisplayName("RUN-13: a runner between its runs is closed, one that was closed is forgotten")
    void betweenRuns() throws Exception {
        JavaProcess ended = run("exit between runs");
        assertThat(ended.status()).isEqualTo(EXITED);
        assertThat(ended.output().lines()).containsExactly("task cleaned up");
        assertThat(run("closed before")).isEqualTo(new JavaProcess(TERMINATED, ""));
    }

    @Test
    @DisplayName("RUN-13: a hook of somebody else may run a loop meanwhile")
    void runInAHook() throws Exception {
        JavaProcess ended = run("run in a hook");
        assertThat(ended.status()).isEqualTo(TERMINATED);
        assertThat(ended.output().lines())
                .containsExactlyInAnyOrder("the hook has run", "main cleaned up", "task cleaned up");
    }

    @Test
    @DisplayName("RUN-13: a hook of somebody else that closes the runner meanwhile is refused, and does no harm")
    void closedByAnotherHook() throws Exception {
        JavaProcess ended = run("closed by another hook");
        assertThat(ended.status()).isEqualTo(TERMINATED);
        assertThat(ended.output().lines()).contains("refused", "main cleaned up", "task cleaned up");
    }

    @Test
    @DisplayName("RUN-13: there is no further run of that runner, and the refusal says why")
    void runAfterTheRequest() throws Exception {
        JavaProcess ended = run("run after the request");
        assertThat(ended.status()).isEqualTo(TERMINATED);
        assertThat(ended.output().lines())
                .containsExactly(
                        "task '' was cancelled: the process is shutting down",
                        "Runner is closed, because the process is shutting down: cannot be used any more; do this in the"
                                + " main task, before it ends");
    }

    @Test
    @DisplayName("RUN-14: signals after the first do not interrupt the clean-up")
    void severalSignals() throws Exception {
        for (String scenario : List.of("term twice", "int, then term")) {
            JavaProcess ended = run(scenario);
            assertThat(ended.status()).isEqualTo(TERMINATED);
            assertThat(ended.output().lines()).as(scenario).contains("main cleaned up", "task cleaned up");
        }
    }

    @Test
    @DisplayName("RUN-14: a second SIGINT ends the process at once all the same")
    void impatient() throws Exception {
        JavaProcess ended = run("term, then int twice");
        assertThat(ended.status()).isEqualTo(TERMINATED);
        assertThat(ended.output().lines()).containsExactly("cleaning up");
    }

    @ParameterizedTest
    @DisplayName(
            "RUN-15: System.exit in a task or in blocking work: who waits for that goes on, and all else is cleaned up")
    @ValueSource(strings = {"exit in a task", "exit in an eager task", "exit in a thread"})
    void exitInside(String scenario) throws Exception {
        JavaProcess ended = run(scenario);
        assertThat(ended.status()).isEqualTo(EXITED);
        assertThat(ended.output().lines()).contains("main cleaned up", "task cleaned up");
    }

    @ParameterizedTest
    @DisplayName("RUN-15: what stands on the thread that has called System.exit is given up, the rest is cleaned up")
    @ValueSource(strings = {"exit in main", "exit in a callback", "exit in a suspend call"})
    void exitOnTheThreadOfMain(String scenario) throws Exception {
        JavaProcess ended = run(scenario);
        assertThat(ended.status()).isEqualTo(EXITED);
        assertThat(ended.output().lines()).containsExactly("task cleaned up");
    }

    @ParameterizedTest
    @DisplayName("RUN-15: what stands on another loop, parallel or not, is given up as well: who waits for it goes on")
    @ValueSource(
            strings = {
                "exit on a loop of its own",
                "exit on the loop of a scope",
                "exit on the shared loop",
                "exit in code of the shared loop",
                "exit in a coroutine of the shared loop"
            })
    void exitOnAnotherLoop(String scenario) throws Exception {
        JavaProcess ended = run(scenario);
        assertThat(ended.status()).isEqualTo(EXITED);
        assertThat(ended.output().lines()).contains("main cleaned up", "task cleaned up");
        assertThat(ended.output()).doesNotContain("would not stop");
    }

    @Test
    @DisplayName(
            "RUN-15: a coroutine of a loop's scope that calls System.exit is given up, the rest of the scope cleaned up")
    void exitInTheScopeOfTheLoop() throws Exception {
        JavaProcess ended = run("exit in a coroutine of the loop's scope");
        assertThat(ended.status()).isEqualTo(EXITED);
        assertThat(ended.output().lines()).containsExactlyInAnyOrder("task cleaned up", "coroutine cleaned up");
        assertThat(ended.output()).doesNotContain("would not stop");
    }

    @Test
    @DisplayName("RUN-13: a run in the blocking work of another run is cancelled once, and cleans up to its end")
    void runInAThreadOfARun() throws Exception {
        JavaProcess ended = run("run in a thread of a run");
        assertThat(ended.status()).isEqualTo(TERMINATED);
        assertThat(ended.output().lines())
                .containsExactlyInAnyOrder("inner main cleaned up", "main cleaned up", "task cleaned up");
    }

    @Test
    @DisplayName("RUN-15: System.exit in the clean-up itself, and in a main task of Kotlin's")
    void exitLate() throws Exception {
        JavaProcess cleanedUp = run("exit in the clean-up");
        assertThat(cleanedUp.status()).isEqualTo(TERMINATED);
        assertThat(cleanedUp.output().lines()).containsExactly("task cleaned up");
        assertThat(run("exit in a coroutine").status()).isEqualTo(EXITED);
    }

    @Test
    @DisplayName("RUN-15: System.exit of a task while the runner is closed: the others clean up to their end")
    void exitWhileItIsClosed() throws Exception {
        JavaProcess ended = run("exit while it is closed");
        assertThat(ended.status()).isEqualTo(EXITED);
        assertThat(ended.output().lines()).containsExactly("task cleaned up");
    }

    @Test
    @DisplayName("RUN-16: what would not stop is named within the limit, swallowing or blocking")
    void stubborn() throws Exception {
        JavaProcess swallowed = run("swallowed");
        assertThat(swallowed.status()).isEqualTo(TERMINATED);
        assertThat(swallowed.output())
                .contains("ignored")
                .contains(
                        "dev.menai: The process ends, and these tasks would not stop within the limit of the shutdown,"
                                + " and are abandoned: Task[cancelling, name='stubborn'");
        JavaProcess blocked = run("blocked");
        assertThat(blocked.status()).isEqualTo(TERMINATED);
        assertThat(blocked.output()).contains("are abandoned: Task[cancelling, name='blocking'");
        JavaProcess inCallback = run("blocked in a callback");
        assertThat(inCallback.status()).isEqualTo(TERMINATED);
        assertThat(inCallback.output())
                .contains(
                        "dev.menai: The process ends, and the runner would not close within the limit of the shutdown,"
                                + " though no task is left: ");
    }

    @Test
    @DisplayName("RUN-17: with a handler of the user's for SIGTERM no shutdown begins")
    void handlerOfTheUser() throws Exception {
        assertThat(run("handler of the user")).isEqualTo(new JavaProcess(0, "ended by the handler"));
    }

    @Test
    @DisplayName("TSC-8: a scope that was not closed does not keep the process from ending")
    void scopeThatIsNotClosed() throws Exception {
        assertThat(run("scope that is not closed")).isEqualTo(new JavaProcess(0, ""));
    }
}

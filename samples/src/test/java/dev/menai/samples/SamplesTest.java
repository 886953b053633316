package dev.menai.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.Runner;
import dev.menai.RunnerOptions;
import dev.menai.function.ThrowingRunnable;
import dev.menai.kotlin.Suspend;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static List<String> linesOf(Runnable main) {
        PrintStream before = System.out;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            main.run();
        } finally {
            System.setOut(before);
        }
        return captured.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    @DisplayName("A1")
    void hello() {
        assertThat(linesOf(() -> Hello.main(new String[0]))).containsExactly("Hello ...", "... world!");
    }

    @Test
    @DisplayName("A2")
    void oneAfterTheOther() {
        assertThat(linesOf(() -> OneAfterTheOther.main(new String[0]))).hasSize(6);
        assertThat(linesOf(() -> onVirtualTime(OneAfterTheOther::both)))
                .containsExactly(
                        "hello",
                        "world",
                        "one after the other: 3 tenths of a second",
                        "hello",
                        "world",
                        "side by side: 2 tenths of a second");
    }

    /** Runs what a sample runs, but on a clock that does not depend on the machine. */
    private static void onVirtualTime(ThrowingRunnable<? extends Exception> body) {
        try (Runner runner = new Runner(RunnerOptions.onLoop(EventLoop::virtualTime))) {
            runner.run(body::run);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    @DisplayName("A3")
    void countdowns() {
        assertThat(linesOf(() -> Countdowns.main(new String[0]))).hasSize(7);
        assertThat(linesOf(() -> onVirtualTime(Countdowns::all)))
                .containsExactly(
                        "A: 3", "B: 2", "C: 1", "B: 1", "A: 2", "A: 1", "[A has landed, B has landed, C has landed]");
    }

    @Test
    @DisplayName("A4")
    void cancelTask() {
        assertThat(linesOf(() -> CancelTask.main(new String[0])))
                .containsExactly(
                        "working",
                        "told to stop: task 'worker' was cancelled: out of time",
                        "cleaning up",
                        "the worker was cancelled: true");
    }

    @Test
    @DisplayName("A7")
    void groups() {
        assertThat(linesOf(() -> Groups.main(new String[0])))
                .containsExactly("the group gave [1, 4]", "the group was cancelled");
    }

    @Test
    @DisplayName("A9")
    void callbacks() {
        assertThat(linesOf(() -> Callbacks.main(new String[0])))
                .containsExactly(
                        "0 nothing runs before the loop does",
                        "1 soon",
                        "2 soon after",
                        "3 at a time",
                        "4 completing the future",
                        "5 the future has a value",
                        "6 stopping");
    }

    @Test
    @DisplayName("A10")
    void bareFuture() {
        assertThat(linesOf(() -> BareFuture.main(new String[0])))
                .containsExactly(
                        "reader: waiting",
                        "setter: thinking",
                        "setter: completing the future",
                        "reader: got the answer",
                        "the future is done: true");
    }

    @Test
    @DisplayName("A15")
    void threads() {
        assertThat(linesOf(() -> Threads.main(new String[0])))
                .containsExactly(
                        "blocking calls, beside a loop that ticks: [1, 2, 3]", "primes, counted on all cores: 5133");
    }

    @Test
    @DisplayName("A17")
    void requestIds() {
        assertThat(linesOf(() -> RequestIds.main(new String[0])))
                .containsExactlyInAnyOrder(
                        "[request 1] accepted",
                        "[request 2] accepted",
                        "[request 1] looked up in a task of its own",
                        "[request 1] stored by a blocking driver",
                        "[request 1] counted in a callback",
                        "[request 1] answered",
                        "[request 2] looked up in a task of its own",
                        "[request 2] stored by a blocking driver",
                        "[request 2] counted in a callback",
                        "[request 2] answered",
                        "[no request] done");
    }

    @Test
    @DisplayName("A19")
    void lifeOfATask() {
        assertThat(linesOf(() -> LifeOfATask.main(new String[0])))
                .containsExactly(
                        "created:   Task[pending, name='worker']",
                        "running:   Task[pending, name='worker']",
                        "waiting:   Task[pending, name='worker', awaits sleep(20 ms), awaited by task 'observer']",
                        "its stack shows where it waits: true",
                        "unfinished: [observer, worker]",
                        "done:      Task[done, name='worker', result=value] with value",
                        "requested: Task[cancelling, name='unlucky'], requests: 1",
                        "cancelled: Task[cancelled, name='unlucky']");
    }

    @Test
    void demonstration() {
        List<String> lines = linesOf(() -> Demonstration.main(new String[0]));
        assertThat(lines.get(0)).isEqualTo("Offer[stock=7, price=36.0, customer=Ada]");
        assertThat(lines.subList(2, lines.size()))
                .hasSize(5)
                .allMatch(line -> line.matches("(offer|price|customer|shelf \\d) .*\\|.*#+ \\d+ ms"));
    }

    @Test
    @DisplayName("A6")
    void waitForSome() {
        assertThat(linesOf(() -> WaitForSome.main(new String[0]))).hasSize(6);
        assertThat(linesOf(() -> onVirtualTime(WaitForSome::all)))
                .containsExactly(
                        "first: [hare], still running: [tortoise]",
                        "until a failure: [goat, hare]",
                        "goat has stumbled",
                        "in time: [hare], cancelled: [snail]",
                        "arrived: hare",
                        "arrived: tortoise");
    }

    @Test
    @DisplayName("A8")
    void timeoutsAndRetries() {
        assertThat(linesOf(() -> TimeoutsAndRetries.main(new String[0])))
                .containsExactly(
                        "task 'slow' must be done within PT0.05S, but was not: it waited for sleep(10 s)",
                        "a default",
                        "with more time",
                        "try 1 failed",
                        "try 2 failed",
                        "loaded at try 3");
    }

    @Test
    @DisplayName("A8: a cache that loads once")
    void loadOnce() {
        assertThat(linesOf(() -> LoadOnce.main(new String[0])))
                .containsExactly(
                        "loading a",
                        "loading b",
                        "[value of a, value of a, value of b]",
                        "the first one was cancelled: true");
    }

    @Test
    @DisplayName("A13")
    void generators() {
        assertThat(linesOf(() -> Generators.main(new String[0])))
                .containsExactly(
                        "0",
                        "1",
                        "1",
                        "2",
                        "3",
                        "no more numbers",
                        "no more numbers",
                        "[0, 20, 80, 340]",
                        "the first one over 20 is 21",
                        "no more numbers",
                        "no more numbers",
                        "4");
    }

    @Test
    @DisplayName("A14")
    void connections() {
        assertThat(linesOf(() -> onVirtualTime(Connections::connect)))
                .containsExactly(
                        "open alpha",
                        "alpha says: A PLAIN TRY DOES IT",
                        "close alpha",
                        "open beta",
                        "close beta",
                        "beta says: HELLO",
                        "open alpha",
                        "open beta",
                        "[alpha says: HI, beta says: HI]",
                        "close beta",
                        "close alpha",
                        "open alpha",
                        "close alpha",
                        "nobody does not answer");
    }

    @Test
    @DisplayName("A16")
    void taskGroups() {
        assertThat(linesOf(() -> TaskGroups.main(new String[0])))
                .containsExactly(
                        "the sum is 3",
                        "fetch 100 was cancelled",
                        "ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)",
                        "`- java.io.IOException: connection lost",
                        "2 connections failed",
                        "no such item");
    }

    @Test
    @DisplayName("A5")
    void startingGun() {
        assertThat(linesOf(() -> StartingGun.main(new String[0])))
                .containsExactly(
                        "bang", "runner 1 arrived", "runner 2 arrived", "runner 3 arrived", "all have arrived");
    }

    @Test
    @DisplayName("A11")
    void sharedCounter() {
        assertThat(linesOf(() -> SharedCounter.main(new String[0])))
                .containsExactly(
                        "with a lock 10, without 1",
                        "at most 2 at a time",
                        "BoundedSemaphore[value=2, 0 waiting] must have at most 2 permits, but was released once too "
                                + "often; release it once for each acquire");
    }

    @Test
    @DisplayName("A12")
    void producersAndConsumers() {
        assertThat(linesOf(() -> ProducersAndConsumers.main(new String[0])))
                .containsExactly(
                        "30 jobs done, their sum is 435", "[1 wake up, 2 eat, 3 sleep] [3 sleep, 1 wake up, 2 eat]");
    }

    @Test
    @DisplayName("B8")
    void pipeline() {
        List<String> lines = linesOf(() -> onVirtualTime(() -> new Pipeline().run()));
        assertThat(lines).hasSizeGreaterThan(2);
        assertThat(lines.get(0)).startsWith("read ").contains("waiting", "alarms");
        assertThat(lines.get(lines.size() - 2)).startsWith("read 24, waiting 0");
        assertThat(lines.get(lines.size() - 1))
                .isEqualTo("never more than 4 waiting: true, alarms of [turbine, boiler]");
    }

    @Test
    @DisplayName("B13")
    void microScheduler() {
        assertThat(linesOf(() -> onVirtualTime(MicroScheduler::schedule)))
                .containsExactly(
                        "tick: scheduled [ok, ok, ok]",
                        "report: done [no paper]",
                        "never: cancelled []",
                        "late: done [ok]",
                        "tick: cancelled [ok, ok, ok]");
    }

    @Test
    @DisplayName("C1")
    void bookshop() {
        assertThat(linesOf(() -> Bookshop.main(new String[0]))).hasSize(7);
        assertThat(linesOf(() -> onVirtualTime(() -> new Bookshop().open())))
                .containsExactly(
                        "new: Emma",
                        "new: Dracula",
                        "new: Ulysses",
                        "books: 3",
                        "Emma is of 1815",
                        "Dune is not here",
                        "3 of all times, 2 of them shown");
    }

    @Test
    @DisplayName("C2")
    void kitchen() {
        assertThat(linesOf(KitchenKt::main)).hasSize(8);
        assertThat(linesOf(() -> onVirtualTime(() -> Asyncio.await(Suspend.run(KitchenKt::evening)))))
                .containsExactly(
                        "waiter: bread is in the oven",
                        "cook: soup is in the oven",
                        "cook: fish is in the oven",
                        "served: soup for table 1",
                        "cook: cake is in the oven",
                        "served: fish for table 2",
                        "served: cake for table 1",
                        "closed");
    }

    @Test
    @DisplayName("C3")
    void cardPayments() {
        assertThat(linesOf(() -> CardPayments.main(new String[0])))
                .containsExactly("delivered: lamp", "Ada paid 40 EUR", "given back: Ada paid 40", "the vase is broken");
    }

    @Test
    @DisplayName("C4")
    void telegraph() {
        assertThat(linesOf(() -> Telegraph.main(new String[0])))
                .containsExactly(
                        "sent: 8 letters",
                        "sent: [4 letters, 4 letters]",
                        "heard: all well",
                        "heard: stop",
                        "heard: stop",
                        "3 in all");
    }
}

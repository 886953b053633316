package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.gatherOutcomes;
import static dev.menai.Asyncio.mapConcurrently;
import static dev.menai.Asyncio.moveOnAfter;
import static dev.menai.Asyncio.race;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;
import static dev.menai.Asyncio.timeout;
import static dev.menai.Asyncio.timeoutAt;
import static dev.menai.Asyncio.toThread;
import static dev.menai.Asyncio.using;
import static dev.menai.Asyncio.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.function.ThrowingRunnable;
import dev.menai.function.ThrowingSupplier;
import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The bodies that words take, with a value and without: most of what is pinned here is that it compiles. */
class BodiesTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final Steps steps = new Steps();

    private int value() {
        return 7;
    }

    private int fetch() throws IOException {
        return 7;
    }

    private int overloaded() {
        return 7;
    }

    private int overloaded(int factor) {
        return factor;
    }

    private void act() {
        steps.add("act");
    }

    private void write() throws IOException {
        steps.add("write");
    }

    private void lose() throws IOException {
        throw new IOException("lost");
    }

    @Test
    @DisplayName(
            "ADR 24: a body with a value keeps it, as a lambda of either form, a reference, or one of several methods")
    void withValue() throws IOException {
        assertThat(Asyncio.<Integer, RuntimeException>run(() -> 7)).isEqualTo(7);
        int lambda = Asyncio.run(() -> value());
        int block = Asyncio.run(() -> {
            return value();
        });
        int reference = Asyncio.run(this::value);
        int oneOfTwo = Asyncio.run(this::overloaded);
        int checked = Asyncio.run(this::fetch);
        assertThat(List.of(lambda, block, reference, oneOfTwo, checked)).containsOnly(7);
        Programs.run(() -> {
            Task<Integer> task = createTask(this::overloaded);
            Task<Integer> named = createTask("named", this::fetch);
            Task<Number> wider = createTask(() -> 7);
            List<Integer> gathered = await(gather(this::overloaded, () -> fetch()));
            List<Number> mixed = await(gather(() -> 7, () -> 7.5));
            assertThat(await(task) + await(named) + await(wider).intValue()).isEqualTo(21);
            assertThat(gathered).containsExactly(7, 7);
            assertThat(mixed).containsExactly(7, 7.5);
        });
    }

    @Test
    @DisplayName("ADR 24: a body without a value is taken wherever one with a value is")
    void withoutValue() throws IOException {
        Asyncio.run(this::act);
        Asyncio.run(this::write);
        Programs.run(() -> {
            await(createTask(this::act));
            await(gather(this::act, () -> {}));
            await(EventLoop.running().runInExecutor(this::write));
            await(EventLoop.running().runInExecutor(null, () -> {
                act();
            }));
            await(toThread(this::write));
            race(() -> await(sleep(LONG)), this::act);
            await(waitFor(this::act, SHORT));
            timeout(SHORT, this::act);
            timeoutAt(null, this::act);
            mapConcurrently(List.of(1, 2), 1, number -> {
                act();
            });
            taskGroup(group -> {
                act();
            });
            using(AsyncResource.of(() -> "r", opened -> {}), opened -> {
                act();
            });
        });
        steps.expect(
                "act", "write", "act", "act", "write", "act", "write", "act", "act", "act", "act", "act", "act", "act",
                "act");
    }

    @Test
    @DisplayName(
            "ADR 24: a body that is stored goes to every word; where it runs at once, so does what it declares to throw")
    void stored() throws Exception {
        Coroutine<Integer> coroutine = () -> fetch();
        ThrowingSupplier<Integer, IOException> supplier = this::fetch;
        ThrowingRunnable<IOException> runnable = this::lose;
        Programs.run(() -> {
            assertThat(await(createTask(coroutine)) + await(createTask(supplier)))
                    .isEqualTo(14);
            assertThat(await(gather(coroutine, supplier))).containsExactly(7, 7);
            assertThat(race(coroutine, supplier)).isEqualTo(7);
            assertThat(await(toThread(supplier))).isEqualTo(7);
            assertThat(timeout(SHORT, coroutine)).isEqualTo(7);
            assertThat(moveOnAfter(SHORT, supplier).value()).isEqualTo(7);
            assertThat(await(waitFor(coroutine, SHORT)) + await(waitFor(supplier, SHORT)))
                    .isEqualTo(14);
            assertThat(catchThrowable(() -> await(createTask(runnable)))).hasMessage("lost");
            try {
                new Lock().with(runnable);
            } catch (IOException lost) {
                steps.add("with: " + lost.getMessage());
            }
        });
        try {
            Asyncio.run(runnable);
        } catch (IOException lost) {
            steps.add("run: " + lost.getMessage());
        }
        steps.expect("with: lost", "run: lost");
    }

    @Test
    @DisplayName(
            "ADR 24: a collection of bodies is taken where a collection of stages is, each body as often as it is in it")
    void collections() {
        List<Coroutine<Integer>> bodies = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            int own = number;
            bodies.add(() -> await(sleep(SHORT, own)));
        }
        bodies.add(bodies.get(0));
        Programs.run(() -> {
            assertThat(await(gather(bodies))).containsExactly(1, 2, 3, 1);
            assertThat(await(gather(Set.of(bodies.get(1))))).containsExactly(2);
            assertThat(await(gatherOutcomes(bodies))).extracting(Outcome::value).containsExactly(1, 2, 3, 1);
            assertThat(race(bodies)).isIn(1, 2, 3);
            assertThat(await(gather(bodies.stream().map(Asyncio::createTask).toList())))
                    .containsExactly(1, 2, 3, 1);
        });
    }

    @Test
    @DisplayName(
            "ADR 24: where one of several bodies has no value there are no values; failures and cancellations as ever")
    void mixed() {
        Programs.run(() -> {
            assertThat(await(gather(() -> value(), this::act))).isNull();
            assertThat(catchThrowable(() -> await(gather(this::act, this::lose))))
                    .hasMessage("lost");
            List<Outcome<Void>> outcomes = await(gatherOutcomes(this::act, this::lose, () -> await(sleep(SHORT))));
            assertThat(outcomes).extracting(Outcome::isSuccess).containsExactly(true, false, true);
            assertThat(outcomes.get(1).exception()).hasMessage("lost");
            assertThat(await(gatherOutcomes())).isEmpty();
            Task<Void> gathering = createTask(() -> {
                await(gather(() -> await(sleep(LONG)), () -> {
                    await(sleep(LONG));
                }));
            });
            await(sleep(SHORT));
            gathering.cancel();
            await(Asyncio.wait(List.of(gathering)));
            assertThat(Asyncio.allTasks()).hasSize(1);
        });
        steps.expect("act", "act", "act");
    }

    @Test
    @DisplayName("ADR 24: scopes of time take bodies that do not look at their limit")
    void limits() {
        Programs.run(() -> {
            int inTime = timeout(LONG, () -> await(sleep(SHORT, 1)));
            int inTimeToo = timeoutAt(EventLoop.running().time().plus(LONG), () -> await(sleep(SHORT, 2)));
            assertThat(inTime + inTimeToo).isEqualTo(3);
            assertThatThrownBy(() -> timeout(SHORT, () -> await(sleep(LONG)))).isInstanceOf(TimeoutException.class);
            assertThatThrownBy(() -> await(waitFor(
                            () -> {
                                await(sleep(LONG));
                            },
                            SHORT)))
                    .isInstanceOf(TimeoutException.class);
            await(waitFor(this::act, Duration.ZERO.plusNanos(1)));
            assertThatThrownBy(() -> await(waitFor(this::act, Duration.ZERO))).isInstanceOf(TimeoutException.class);
            Outcome<Integer> late = moveOnAfter(SHORT, () -> await(sleep(LONG, 1)));
            boolean isLate = moveOnAfter(SHORT, () -> {
                await(sleep(LONG));
            });
            assertThat(late.isFailure()).isTrue();
            assertThat(isLate).isTrue();
        });
        steps.expect("act");
    }

    @Test
    @DisplayName("THR-2: blocking work without a value is interrupted by a cancellation like any other")
    void blockingWithoutValue() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Asyncio.run(() -> {
            CompletableFuture<Void> work = toThread(() -> {
                begun.countDown();
                try {
                    never.await();
                } catch (InterruptedException interrupt) {
                    interrupted.countDown();
                }
            });
            await(toThread(() -> begun.await()));
            work.cancel(true);
            assertThat(work).isCancelled();
            await(toThread(() -> interrupted.await()));
        });
    }
}

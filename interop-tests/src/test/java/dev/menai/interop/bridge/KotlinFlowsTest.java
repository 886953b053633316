package dev.menai.interop.bridge;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.AsyncIterable;
import dev.menai.Asyncio;
import dev.menai.Task;
import dev.menai.fixture.FixtureException;
import dev.menai.fixture.Flows;
import dev.menai.kotlin.MutableSharedView;
import dev.menai.kotlin.MutableStateView;
import dev.menai.kotlin.StateView;
import dev.menai.kotlin.Suspend;
import dev.menai.support.CancelEverywhere;
import dev.menai.support.Programs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KotlinFlowsTest {
    private final Flows flows = new Flows();

    private static <T> AsyncIterable<T> items(kotlinx.coroutines.flow.Flow<T> flow) {
        return dev.menai.kotlin.Flows.items(flow);
    }

    @Test
    @DisplayName("FLW-1: a flow's items are iterated in order, with nulls, and its own exception at the end.")
    void iterated() {
        Programs.run(() -> {
            assertThat(items(flows.withNulls()).toList()).isEqualTo(Arrays.asList("a", null, "b"));
            List<Integer> seen = new ArrayList<>();
            assertThatThrownBy(() -> items(flows.failing(2)).forEach(seen::add))
                    .isExactlyInstanceOf(FixtureException.class)
                    .hasMessage("failed after 2");
            assertThat(seen).containsExactly(0, 1);
        });
    }

    @Test
    @DisplayName("FLW-2: a cold flow is collected anew for each iteration, and not before.")
    void cold() {
        Programs.run(() -> {
            AsyncIterable<Integer> items = items(flows.counted());
            assertThat(flows.getCollectors()).hasValue(0);
            assertThat(items.toList()).containsExactly(1, 10);
            assertThat(items.toList()).containsExactly(2, 10);
        });
    }

    @Test
    @DisplayName("FLW-3: a flow goes on only when the next item is asked for.")
    void backPressure() {
        Programs.run(() -> {
            for (int item : each(items(flows.stepwise(3)))) {
                flows.getSteps().add("got " + item);
                Programs.turn();
                if (item == 1) {
                    break;
                }
            }
            Programs.turn();
            assertThat(flows.getSteps()).containsExactly("emit 0", "got 0", "taken 0", "emit 1", "got 1");
        });
    }

    @Test
    @DisplayName("FLW-4: who stops early, or is cancelled, has the flow clean up.")
    void cleanUp() {
        Programs.run(() -> {
            assertThat(items(flows.endless()).take(2).toList()).containsExactly(0, 1);
            assertThat(flows.getSteps()).containsExactly("begin", "end");
            flows.getSteps().clear();
            Task<Void> task = Asyncio.createTask(() -> items(flows.endless()).forEach(item -> {}));
            Programs.turn();
            Programs.turn();
            task.cancel();
            assertThatThrownBy(() -> await(task)).isInstanceOf(CancellationException.class);
            assertThat(flows.getSteps()).containsExactly("begin", "end");
        });
    }

    @Test
    @DisplayName("FLW-4: cancelled at each suspension, an iteration has the flow clean up.")
    void cleanUpEverywhere() {
        CancelEverywhere.in(ledger -> {
                    Flows own = new Flows();
                    ledger.open();
                    try {
                        items(own.endless()).take(2).forEach(item -> Programs.turn());
                    } finally {
                        if (own.getSteps().isEmpty() || own.getSteps().equals(List.of("begin", "end"))) {
                            ledger.close();
                        }
                    }
                })
                .run();
    }

    @Test
    @DisplayName("FLW-5: a flow is a list in a future, whose cancellation ends it.")
    void collected() {
        Programs.run(() -> {
            CompletableFuture<List<Integer>> all = dev.menai.kotlin.Flows.toList(flows.counted());
            assertThat(await(all)).containsExactly(1, 10);
            CompletableFuture<List<Integer>> never = dev.menai.kotlin.Flows.toList(flows.endless());
            Programs.turn();
            never.cancel(true);
            assertThatThrownBy(() -> await(never)).isInstanceOf(CancellationException.class);
            assertThat(flows.getSteps()).containsExactly("begin", "end");
        });
    }

    @Test
    @DisplayName("FLW-6: on a plain thread a flow is a stream that blocks; closing it has the flow clean up.")
    void stream() {
        try (Stream<Integer> stream = dev.menai.kotlin.Flows.stream(flows.endless())) {
            assertThat(stream.limit(3)).containsExactly(0, 1, 2);
        }
        assertThat(flows.getSteps()).containsExactly("begin", "end");
        try (Stream<Integer> stream = dev.menai.kotlin.Flows.stream(flows.failing(1))) {
            assertThatThrownBy(stream::toList).isExactlyInstanceOf(FixtureException.class);
        }
        try (Stream<String> stream = dev.menai.kotlin.Flows.stream(flows.withNulls())) {
            assertThat(stream.toList()).isEqualTo(Arrays.asList("a", null, "b"));
        }
    }

    @Test
    @DisplayName("FLW-6: in a body of a loop the stream refuses to block.")
    void streamInALoop() {
        Programs.run(() -> {
            try (Stream<Integer> stream = dev.menai.kotlin.Flows.stream(flows.endless())) {
                assertThatThrownBy(stream::toList)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("must not block an event loop");
            }
        });
    }

    @Test
    @DisplayName("FLW-6: an interrupt of the thread that waits for the stream ends it.")
    void streamInterrupted() throws InterruptedException {
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        MutableStateView<String> state = MutableStateView.of("a");
        Thread reader = new Thread(() -> {
            try (Stream<String> stream = dev.menai.kotlin.Flows.stream(state.flow())) {
                stream.forEach(item -> begun.countDown());
            } catch (Throwable failure) {
                seen.complete(failure);
            }
        });
        reader.start();
        begun.await();
        reader.interrupt();
        assertThat(seen.orTimeout(20, TimeUnit.SECONDS).join())
                .isInstanceOf(CancellationException.class)
                .hasMessage("Iterator.next was interrupted");
        reader.join();
    }

    @Test
    @DisplayName("FLW-7: a flow is a publisher, and what Java iterates over is a flow.")
    void otherWays() {
        Programs.run(() -> {
            AsyncIterable<Integer> published =
                    AsyncIterable.fromPublisher(dev.menai.kotlin.Flows.publisher(flows.counted()));
            assertThat(published.toList()).containsExactly(1, 10);
            AsyncIterable<Integer> generated = AsyncIterable.generate(out -> {
                out.yield(1);
                Programs.turn();
                out.yield(null);
            });
            CompletableFuture<List<? extends Integer>> back =
                    Suspend.call(c -> flows.collectAll(dev.menai.kotlin.Flows.flow(generated), c));
            assertThat(new ArrayList<Integer>(await(back))).isEqualTo(Arrays.asList(1, null));
        });
    }

    @Test
    @DisplayName("STA-1: a state is looked at, and its changes are iterated from the value of now on.")
    void state() {
        Programs.run(() -> {
            StateView<String> state = dev.menai.kotlin.Flows.state(flows.getState());
            assertThat(state.value()).isEqualTo("initial");
            List<String> seen = new ArrayList<>();
            Task<Void> watching =
                    Asyncio.createTask(() -> state.changes().take(2).forEach(seen::add));
            Asyncio.await(Asyncio.sleep(Duration.ofSeconds(1)));
            flows.change("changed");
            await(watching);
            assertThat(seen).containsExactly("initial", "changed");
            assertThat(state.flow()).isSameAs(flows.getState());
            assertThat(state).hasToString("StateView[changed]");
        });
    }

    @Test
    @DisplayName("STA-2: Java makes a state, sets and updates it, and hands it to Kotlin.")
    void mutableState() {
        MutableStateView<Integer> level = MutableStateView.of(1);
        level.set(2);
        assertThat(level.compareAndSet(1, 5)).isFalse();
        assertThat(level.update(value -> value + 1)).isEqualTo(3);
        assertThat(level.value()).isEqualTo(3);
        CompletableFuture<Integer> seen = Suspend.call(c -> flows.watch(level.flow(), c));
        assertThat(seen).isCompletedWithValue(3);
        dev.menai.kotlin.Flows.state(flows.getLevel()).set(7);
        assertThat(flows.getLevel().getValue()).isEqualTo(7);
        MutableStateView<String> absent = MutableStateView.of(null);
        assertThat(absent.value()).isNull();
        assertThat(absent).hasToString("StateView[null]");
    }

    @Test
    @DisplayName("STA-3: shared items reach all who listen, replayed ones first; Java makes and feeds them.")
    void shared() {
        Programs.run(() -> {
            await(Suspend.run(c -> flows.send(1, c)));
            await(Suspend.run(c -> flows.send(2, c)));
            assertThat(dev.menai.kotlin.Flows.shared(flows.getEvents()).replayed())
                    .containsExactly(1, 2);
            assertThat(dev.menai.kotlin.Flows.shared(flows.getEvents())
                            .items()
                            .take(2)
                            .toList())
                    .containsExactly(1, 2);
            MutableSharedView<String> news = MutableSharedView.of(0, 1);
            Task<List<String>> first =
                    Asyncio.createTask(() -> news.items().take(2).toList());
            Task<List<String>> second =
                    Asyncio.createTask(() -> news.items().take(2).toList());
            Asyncio.await(Asyncio.sleep(Duration.ofSeconds(1)));
            await(news.emit("a"));
            assertThat(news.tryEmit("b") || await(news.emit("b")) == null).isTrue();
            assertThat(await(first)).containsExactly("a", "b");
            assertThat(await(second)).containsExactly("a", "b");
            assertThat(dev.menai.kotlin.Flows.shared(flows.getCommands()).tryEmit("c"))
                    .isTrue();
            assertThatThrownBy(() -> MutableSharedView.of(-1, 0)).hasMessage("replay must not be negative, but was -1");
        });
    }
}

package dev.menai.interop.bridge;

import static dev.menai.Asyncio.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.Acquirable;
import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.ExceptionContext;
import dev.menai.Queue;
import dev.menai.QueueEmptyException;
import dev.menai.QueueFullException;
import dev.menai.QueueShutDownException;
import dev.menai.Task;
import dev.menai.fixture.Channels;
import dev.menai.fixture.FixtureException;
import dev.menai.fixture.Gate;
import dev.menai.fixture.ScopesKt;
import dev.menai.kotlin.ChannelSink;
import dev.menai.kotlin.ChannelSource;
import dev.menai.kotlin.Coroutines;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.SuspendLambdas;
import dev.menai.support.Programs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.channels.ReceiveChannel;
import kotlinx.coroutines.channels.SendChannel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KotlinPartsTest {
    private final Channels channels = new Channels();

    @Test
    @DisplayName("CHN-1: a channel gives and takes items in the words of queues.")
    void ends() {
        Programs.run(() -> {
            ChannelSource<String> source = dev.menai.kotlin.Channels.source(channels.getMailbox());
            ChannelSink<String> sink = dev.menai.kotlin.Channels.sink(channels.getMailbox());
            assertThatThrownBy(source::getNowait)
                    .isInstanceOf(QueueEmptyException.class)
                    .hasMessageContaining("must have an item, but is empty");
            assertThatThrownBy(() -> sink.putNowait("x"))
                    .isInstanceOf(QueueFullException.class)
                    .hasMessageContaining("must have room, but is full");
            CompletableFuture<Void> put = sink.put("a");
            assertThat(put).isNotDone();
            assertThat(await(source.get())).isEqualTo("a");
            await(put);
            CompletableFuture<String> waiting = source.get();
            sink.putNowait("b");
            assertThat(await(waiting)).isEqualTo("b");
            sink.shutdown();
            assertThatThrownBy(() -> await(source.get()))
                    .isInstanceOf(QueueShutDownException.class)
                    .hasMessageContaining("is closed, and no item is left");
            assertThatThrownBy(source::getNowait).isInstanceOf(QueueShutDownException.class);
            assertThatThrownBy(() -> await(sink.put("c"))).isInstanceOf(QueueShutDownException.class);
            assertThatThrownBy(() -> sink.putNowait("c"))
                    .isInstanceOf(QueueShutDownException.class)
                    .hasMessageContaining("nothing can be put into it");
        });
    }

    @Test
    @DisplayName("CHN-2: a channel is iterated to its end, and a failure that closed it comes out.")
    void iterated() {
        Programs.run(() -> {
            assertThat(dev.menai.kotlin.Channels.<Integer>source(channels.numbers(3))
                            .toList())
                    .containsExactly(0, 1, 2);
            List<Integer> seen = new ArrayList<>();
            ChannelSource<Integer> failing = dev.menai.kotlin.Channels.source(channels.failing());
            assertThatThrownBy(() -> failing.forEach(seen::add)).isInstanceOf(FixtureException.class);
            assertThat(seen).isEqualTo(Arrays.asList((Integer) null));
            assertThatThrownBy(failing::getNowait).isInstanceOf(FixtureException.class);
        });
    }

    @Test
    @DisplayName("CHN-3: a cancelled get or put leaves the channel as it was.")
    void cancelled() {
        Programs.run(() -> {
            ChannelSource<String> source = dev.menai.kotlin.Channels.source(channels.getMailbox());
            ChannelSink<String> sink = dev.menai.kotlin.Channels.sink(channels.getMailbox());
            source.get().cancel(true);
            sink.put("dropped").cancel(true);
            Programs.turn();
            CompletableFuture<Void> put = sink.put("kept");
            assertThat(await(source.get())).isEqualTo("kept");
            await(put);
            CompletableFuture<Void> last = sink.put("last");
            source.cancel();
            assertThatThrownBy(() -> await(last)).isInstanceOf(QueueShutDownException.class);
        });
    }

    @Test
    @DisplayName(
            "CHN-3: a get or put that is failed from outside, or that a thread waits for no longer, takes and puts nothing.")
    void failedFromOutside() throws Exception {
        ChannelSource<String> source = dev.menai.kotlin.Channels.source(channels.getMailbox());
        ChannelSink<String> sink = dev.menai.kotlin.Channels.sink(channels.getMailbox());
        FixtureException failure = new FixtureException("enough");
        CompletableFuture<String> left = source.get();
        assertThatThrownBy(() -> left.get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(left).isCancelled();
        CompletableFuture<String> failed = source.get();
        assertThat(failed.completeExceptionally(failure)).isTrue();
        assertThatThrownBy(() -> failed.get(20, TimeUnit.SECONDS)).hasCause(failure);
        CompletableFuture<String> late = source.get().orTimeout(1, TimeUnit.MILLISECONDS);
        assertThatThrownBy(late::join).hasCauseInstanceOf(TimeoutException.class);
        CompletableFuture<String> completed = source.get();
        completed.complete("from outside");
        CompletableFuture<Void> dropped = sink.put("dropped");
        assertThatThrownBy(() -> dropped.get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        CompletableFuture<Void> put = sink.put("kept");
        assertThat(source.get().get(20, TimeUnit.SECONDS)).isEqualTo("kept");
        put.get(20, TimeUnit.SECONDS);
        assertThat(completed).isCompletedWithValue("from outside");
    }

    @Test
    @DisplayName("CHN-3: what is given and cancelled at the same time is given.")
    void givenAndCancelled() {
        Programs.run(() -> {
            ChannelSource<String> source = dev.menai.kotlin.Channels.source(channels.getMailbox());
            ChannelSink<String> sink = dev.menai.kotlin.Channels.sink(channels.getMailbox());
            CompletableFuture<String> got = source.get();
            sink.putNowait("precious");
            got.cancel(true);
            assertThat(await(got)).isEqualTo("precious");
            CompletableFuture<Void> put = sink.put("accepted");
            assertThat(source.getNowait()).isEqualTo("accepted");
            put.cancel(true);
            await(put);
        });
    }

    @Test
    @DisplayName("CHN-4: what Java iterates over, a queue among others, is a channel that Kotlin receives from.")
    void receiving() {
        Programs.run(() -> {
            Queue<Integer> queue = new Queue<>();
            ReceiveChannel<Integer> channel = dev.menai.kotlin.Channels.receiving(queue);
            CompletableFuture<Integer> sum = Suspend.call(c -> channels.sum(channel, c));
            queue.putNowait(1);
            queue.putNowait(2);
            queue.shutdown();
            assertThat(await(sum)).isEqualTo(3);
        });
    }

    @Test
    @DisplayName("CHN-4: a channel over a queue puts what Kotlin sends into it, and closes its producer.")
    void sending() {
        Programs.run(() -> {
            Queue<Integer> queue = new Queue<>(1);
            SendChannel<Integer> channel = dev.menai.kotlin.Channels.sending(queue);
            CompletableFuture<Void> filled = Suspend.run(c -> channels.fill(channel, 3, c));
            assertThat(queue.toList()).containsExactly(0, 1, 2);
            await(filled);
        });
    }

    @Test
    @DisplayName("CHN-4: who sends to a queue that is shut down is cancelled.")
    void sendingToNobody() {
        Programs.run(() -> {
            Queue<Integer> queue = new Queue<>();
            SendChannel<Integer> channel = dev.menai.kotlin.Channels.sending(queue);
            queue.shutdown();
            CompletableFuture<Void> filled = Suspend.run(c -> channels.fill(channel, 3, c));
            assertThatThrownBy(() -> await(filled)).isInstanceOf(CancellationException.class);
        });
    }

    @Test
    @DisplayName("KTP-1: a deferred is a future with its very failure; cancelling goes both ways.")
    void deferred() {
        Programs.run(() -> {
            assertThat(await(Coroutines.<String>future(channels.deferred("a")))).isEqualTo("a");
            CompletableDeferred<Integer> answer = CompletableDeferredKt.CompletableDeferred((Job) null);
            CompletableFuture<Integer> future = Coroutines.future(answer);
            FixtureException failure = new FixtureException("the very one");
            answer.completeExceptionally(failure);
            assertThatThrownBy(() -> await(future)).isSameAs(failure);
            CompletableDeferred<Integer> other = CompletableDeferredKt.CompletableDeferred((Job) null);
            assertThat(Coroutines.future(other).cancel(true)).isTrue();
            assertThat(other.isCancelled()).isTrue();
            CompletableDeferred<Integer> third = CompletableDeferredKt.CompletableDeferred((Job) null);
            CompletableFuture<Integer> cancelled = Coroutines.future(third);
            third.cancel(new CancellationException("from Kotlin"));
            assertThatThrownBy(() -> await(cancelled)).hasMessage("from Kotlin");
            assertThat(cancelled.cancel(true)).isFalse();
        });
    }

    @Test
    @DisplayName("KTP-2: a job is a future without a value, and a stage is a deferred.")
    void jobs() {
        Programs.run(() -> {
            Gate gate = new Gate();
            Job job = channels.start(Coroutines.scope(EventLoop.running()), gate);
            CompletableFuture<Void> ended = Coroutines.future(job);
            CompletableFuture<Void> joined = Suspend.run(c -> channels.join(job, c));
            gate.open();
            assertThat(await(ended)).isNull();
            await(joined);
            CompletableFuture<String> stage = new CompletableFuture<>();
            Deferred<String> deferred = Coroutines.deferred(stage);
            CompletableFuture<String> awaited = Suspend.call(c -> channels.awaited(deferred, c));
            stage.complete("from Java");
            assertThat(await(awaited)).isEqualTo("from Java");
            CompletableFuture<String> shared = new CompletableFuture<>();
            Coroutines.deferred(shared).cancel(new CancellationException("enough"));
            assertThat(shared).isCancelled();
        });
    }

    @Test
    @DisplayName("KTP-3: the scope of a loop runs coroutines on it, reports what fails, and ends with the run.")
    void scope() {
        List<String> names = new ArrayList<>();
        List<ExceptionContext> reports = new ArrayList<>();
        Job[] left = new Job[1];
        Programs.run(() -> {
            EventLoop loop = EventLoop.running();
            loop.setExceptionHandler((where, context) -> reports.add(context));
            await(Coroutines.future(ScopesKt.launchNamed(Coroutines.scope(loop), names, "a")));
            assertThat(Coroutines.scope(loop)).isSameAs(Coroutines.scope(loop));
            assertThat(await(Coroutines.<Integer>future(ScopesKt.asyncLater(Coroutines.scope(loop), 4))))
                    .isEqualTo(4);
            Gate failing = new Gate();
            Job failed = channels.start(Coroutines.scope(loop), failing);
            failing.fail(new FixtureException("in the scope"));
            CompletableFuture<Void> end = Coroutines.future(failed);
            assertThatThrownBy(() -> await(end)).hasMessage("in the scope");
            left[0] = channels.start(Coroutines.scope(loop), new Gate());
        });
        assertThat(names).containsExactly("a");
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0).exception()).hasMessage("in the scope");
        assertThat(left[0].isCancelled()).isTrue();
    }

    @Test
    @DisplayName("KTP-4: the dispatcher of a loop is its own, and on it time is the loop's.")
    void dispatcher() {
        Programs.run(() -> {
            EventLoop loop = EventLoop.running();
            CompletableFuture<String> call = Suspend.call(c -> ScopesKt.inContext(
                    Coroutines.dispatcher(loop),
                    SuspendLambdas.lambda(() -> EventLoop.running() == loop ? "here" : "elsewhere"),
                    c));
            assertThat(await(call)).isEqualTo("here");
        });
    }

    @Test
    @DisplayName("KTP-5: Kotlin's mutex and semaphore are locks of Java, held by one after the other, and never lost.")
    void locks() {
        Programs.run(() -> {
            Acquirable lock = Coroutines.lock(channels.getLock());
            List<String> steps = new ArrayList<>();
            Task<Void> first = Asyncio.createTask(() -> lock.with(() -> {
                steps.add("first");
                await(Asyncio.sleep(Duration.ofSeconds(1)));
                steps.add("first out");
            }));
            Task<Boolean> second = Asyncio.createTask(() -> lock.with(() -> steps.add("second")));
            Task<Boolean> cancelled = Asyncio.createTask(() -> lock.with(() -> steps.add("never")));
            Programs.turn();
            assertThat(lock.isLocked()).isTrue();
            assertThat(lock.tryAcquire()).isFalse();
            cancelled.cancel();
            await(first);
            await(second);
            assertThat(steps).containsExactly("first", "first out", "second");
            assertThat(lock.isLocked()).isFalse();
            assertThatThrownBy(lock::release)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("must be held to be released, but is not");
            Acquirable permits = Coroutines.lock(channels.getPermits());
            await(permits.acquire());
            assertThat(permits.tryAcquire()).isTrue();
            assertThat(permits.isLocked()).isTrue();
            permits.release();
            permits.release();
        });
    }

    @Test
    @DisplayName("KTP-6: null is refused by name.")
    void badInput() {
        assertThatThrownBy(() -> Coroutines.scope(null)).hasMessage("loop must not be null");
        assertThatThrownBy(() -> Coroutines.future((Job) null)).hasMessage("job must not be null");
        assertThatThrownBy(() -> Coroutines.deferred(null)).hasMessage("stage must not be null");
        assertThatThrownBy(() -> dev.menai.kotlin.Channels.source(null)).hasMessage("channel must not be null");
        assertThatThrownBy(() -> dev.menai.kotlin.Flows.items(null)).hasMessage("flow must not be null");
    }
}

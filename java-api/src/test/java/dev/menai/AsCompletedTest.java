package dev.menai;

import static dev.menai.Asyncio.asCompleted;
import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.sleep;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AsCompletedTest {
    private final Steps steps = new Steps();

    private static Task<Integer> after(int seconds) {
        return createTask(() -> await(sleep(Duration.ofSeconds(seconds), seconds)));
    }

    @Test
    @DisplayName("ASC-1: each step gives the next completion, in the order of completion")
    void order() {
        Programs.run(() -> {
            for (CompletableFuture<Integer> next :
                    asCompleted(List.of(after(3), after(1), after(2))).futures()) {
                steps.add(await(next));
            }
        });
        steps.expect(1, 2, 3);
    }

    @Test
    @DisplayName("ASC-1: also when the steps are awaited out of order or at the same time")
    void outOfOrder() {
        Programs.run(() -> {
            List<CompletableFuture<Integer>> all = new ArrayList<>();
            asCompleted(List.of(after(1), after(2), after(3)))
                    .futures()
                    .iterator()
                    .forEachRemaining(all::add);
            assertThat(await(all.get(2))).isEqualTo(1);
            assertThat(await(gather(all.get(0), all.get(1)))).containsExactly(2, 3);
        });
    }

    @Test
    @DisplayName("ASC-1: steps that nobody waits for get the rest in order once everything is done")
    void unawaitedSteps() {
        Programs.run(() -> {
            List<CompletableFuture<Integer>> all = new ArrayList<>();
            asCompleted(List.of(after(2), after(1))).futures().iterator().forEachRemaining(all::add);
            CompletableFuture<Void> both = CompletableFuture.allOf(all.get(0), all.get(1));
            await(sleep(Duration.ofSeconds(3)));
            assertThat(both).isDone();
            assertThat(all).extracting(CompletableFuture::join).containsExactly(1, 2);
        });
    }

    @Test
    @DisplayName("ASC-2: each gives back the very stages that were handed in")
    void identity() {
        Programs.run(() -> {
            Task<Integer> slow = after(2);
            Task<Integer> quick = after(1);
            List<Task<Integer>> found = new ArrayList<>();
            for (Task<Integer> task : each(asCompleted(List.of(slow, quick)))) {
                found.add(task);
            }
            assertThat(found).containsExactly(quick, slow);
        });
    }

    @Test
    @DisplayName("ASC-3: a member that failed fails its own step; the iteration goes on")
    void failure() {
        Programs.run(() -> {
            IOException lost = new IOException("lost");
            Iterator<AsyncFuture<Integer>> all = asCompleted(
                            List.of(CompletableFuture.<Integer>failedFuture(lost), after(1)))
                    .futures()
                    .iterator();
            assertThatThrownBy(() -> await(all.next())).isSameAs(lost);
            assertThat(await(all.next())).isEqualTo(1);
            assertThat(all.hasNext()).isFalse();
            assertThatThrownBy(all::next)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("asCompleted has handed out all of its stages");
        });
    }

    @Test
    @DisplayName("ASC-4: when the time is over every remaining step fails; members are not cancelled")
    void timeout() {
        Programs.run(() -> {
            Task<Integer> quick = after(1);
            Task<Integer> slow = after(5);
            for (CompletableFuture<Integer> next : asCompleted(List.of(quick, slow, after(6)), Duration.ofSeconds(2))
                    .futures()) {
                Throwable failure = catchThrowable(() -> steps.add(await(next)));
                if (failure != null) {
                    assertThat(failure)
                            .isInstanceOf(TimeoutException.class)
                            .hasMessage("asCompleted must end within PT2S, but 2 of its 3 members are not done");
                    steps.add("late");
                }
            }
            steps.expect(1, "late", "late");
            assertThat(await(slow)).isEqualTo(5);
        });
    }

    @Test
    @DisplayName("ASC-4: with each the next step throws it; a timeout that is not reached is disarmed")
    void timeoutOfEach() {
        Programs.run(() -> {
            assertThatThrownBy(() -> {
                        for (Task<Integer> task :
                                each(asCompleted(List.of(after(1), after(5)), Duration.ofSeconds(2)))) {
                            steps.add(task.result());
                        }
                    })
                    .isInstanceOf(TimeoutException.class);
            steps.expect(1);
            assertThat(asCompleted(List.of(after(1)), Duration.ofSeconds(2)).toList())
                    .hasSize(1);
            await(sleep(Duration.ofHours(1)));
        });
    }

    @Test
    @DisplayName("ASC-5: cancelling a step loses no member: its place comes back")
    void cancelledStep() {
        Programs.run(() -> {
            AsCompleted<Integer, Task<Integer>> all = asCompleted(List.of(after(1), after(2)));
            Iterator<AsyncFuture<Integer>> steps = all.futures().iterator();
            CompletableFuture<Integer> step = steps.next();
            Task<Integer> waiter = createTask(() -> await(step));
            turn();
            waiter.cancel();
            assertThat(catchThrowable(() -> await(waiter))).isInstanceOf(CancellationException.class);
            assertThat(await(steps.next())).isEqualTo(1);
            assertThat(await(steps.next())).isEqualTo(2);
            assertThat(steps.hasNext()).isFalse();
        });
    }

    @Test
    @DisplayName("ASC-5: the same with each, whose loop was cancelled: another one goes on where it stood")
    void cancelledLoop() {
        Programs.run(() -> {
            AsCompleted<Integer, Task<Integer>> all = asCompleted(List.of(after(1), after(2)));
            Task<Void> loop = createTask(() -> {
                for (Task<Integer> task : each(all)) {
                    steps.add(task.result());
                }
            });
            turn();
            turn();
            loop.cancel();
            assertThat(catchThrowable(() -> await(loop))).isInstanceOf(CancellationException.class);
            for (Task<Integer> task : each(all)) {
                steps.add(task.result());
            }
            steps.expect(1, 2);
        });
    }

    @Test
    @DisplayName("ASC-7: who takes stages as they complete counts on them, until he leaves the loop")
    void counts() {
        Programs.run(() -> {
            Task<String> slow = createTask(() -> await(sleep(Duration.ofSeconds(10), "value")));
            Task<String> taking = createTask(() -> {
                try (Each<Task<String>> done = each(asCompleted(List.of(slow)))) {
                    for (Task<String> task : done) {
                        return task.result();
                    }
                }
                return "nothing";
            });
            Task<String> other = createTask(() -> await(slow));
            turn();
            other.cancel();
            assertThat(await(taking)).isEqualTo("value");
            Task<String> left = createTask(() -> await(sleep(Duration.ofSeconds(10), "value")));
            Task<Integer> quick = createTask(() -> 1);
            try (Each<Task<?>> done = each(asCompleted(List.<Task<?>>of(left, quick)))) {
                assertThat(done.iterator().next()).isSameAs(quick);
            }
            Task<String> last = createTask(() -> await(left));
            turn();
            last.cancel();
            turn();
            assertThat(left).isCancelled();
        });
    }

    @Test
    @DisplayName("ASC-8: nothing of a loop that was left stays with stages that are not done")
    void leftAndForgotten() throws Exception {
        Programs.run(() -> {
            CompletableFuture<String> foreign = new CompletableFuture<>();
            CompletableFuture<String> own = EventLoop.running().createFuture();
            ReferenceQueue<Object> gone = new ReferenceQueue<>();
            WeakReference<Object> left = new WeakReference<>(leftAfterTheFirst(foreign, own), gone);
            do {
                System.gc();
            } while (gone.remove(10) == null);
            assertThat(left.get()).isNull();
            assertThat(foreign).isNotDone();
            assertThat(own).isNotDone();
        });
    }

    private static Object leftAfterTheFirst(CompletableFuture<String> foreign, CompletableFuture<String> own) {
        CompletableFuture<String> done = CompletableFuture.completedFuture("done");
        AsCompleted<String, CompletableFuture<String>> stages = asCompleted(List.of(foreign, done, own));
        try (Each<CompletableFuture<String>> each = each(stages)) {
            assertThat(each.iterator().next()).isSameAs(done);
        }
        return stages;
    }

    private static Task<String> awaiting(AsyncFuture<String> step) {
        return createTask(() -> await(step));
    }

    @Test
    @DisplayName(
            "CAN-7: a step whose member was done before the request, elsewhere, is delivered; the next one is cancelled")
    void foreignMemberOnItsWay() {
        Programs.run(() -> {
            CompletableFuture<String> foreign = new CompletableFuture<>();
            CompletableFuture<String> never = new CompletableFuture<>();
            Iterator<AsyncFuture<String>> handedOut =
                    asCompleted(List.of(foreign, never)).futures().iterator();
            Task<String> first = awaiting(handedOut.next());
            Task<String> second = awaiting(handedOut.next());
            turn();
            foreign.complete("foreign");
            second.cancel();
            first.cancel();
            assertThat(await(first)).isEqualTo("foreign");
            assertThatThrownBy(() -> await(second)).isInstanceOf(CancellationException.class);
        });
    }

    @Test
    @DisplayName("ASC-8: who goes on with the rest gets what was done in between as well, each stage once")
    void leftAndTakenUpAgain() {
        Programs.run(() -> {
            CompletableFuture<Integer> foreign = new CompletableFuture<>();
            AsyncFuture<Integer> own = EventLoop.running().createFuture();
            AsyncFuture<Integer> last = EventLoop.running().createFuture();
            CompletableFuture<Integer> done = CompletableFuture.completedFuture(0);
            AsCompleted<Integer, CompletableFuture<Integer>> stages = asCompleted(List.of(last, own, done, foreign));
            for (CompletableFuture<Integer> first : each(stages)) {
                assertThat(first).isSameAs(done);
                break;
            }
            foreign.complete(1);
            own.complete(2);
            EventLoop.running().callSoon(() -> last.complete(3));
            assertThat(stages.toList()).containsExactly(own, foreign, last);
        });
    }

    @Test
    @DisplayName("ASC-6: duplicates collapse")
    void duplicates() {
        Programs.run(() -> {
            Task<Integer> task = after(1);
            assertThat(asCompleted(List.of(task, task)).toList()).containsExactly(task);
        });
    }

    @Test
    void noMembersNoSteps() {
        Programs.run(() -> {
            assertThat(asCompleted(List.<Task<Integer>>of())
                            .futures()
                            .iterator()
                            .hasNext())
                    .isFalse();
            assertThat(asCompleted(List.<Task<Integer>>of(), Duration.ofSeconds(1))
                            .toList())
                    .isEmpty();
        });
    }
}

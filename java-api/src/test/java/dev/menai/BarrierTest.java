package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.gather;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.support.Programs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BarrierTest {
    @Test
    @DisplayName("BAR-1: the last arrival lets all go; each has its place in the order of arrival")
    void places() {
        Programs.run(() -> {
            Barrier barrier = new Barrier(3);
            List<Task<Integer>> tasks = new ArrayList<>();
            for (int number = 0; number < 3; number++) {
                tasks.add(createTask(() -> await(barrier.arrive())));
            }
            assertThat(await(gather(tasks))).containsExactly(0, 1, 2);
            assertThat(await(new Barrier(1).arrive())).isZero();
        });
        assertThatThrownBy(() -> new Barrier(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parties must be positive, but was 0");
    }

    @Test
    @DisplayName("BAR-2: it is used again and again; newcomers are in the next generation")
    void generations() {
        Programs.run(() -> {
            Barrier barrier = new Barrier(2);
            List<CompletableFuture<Integer>> places = new ArrayList<>();
            for (int number = 0; number < 5; number++) {
                places.add(barrier.arrive());
            }
            assertThat(places).extracting(CompletableFuture::isDone).containsExactly(true, true, true, true, false);
            barrier.arrive();
            assertThat(await(places.get(4))).isZero();
        });
    }

    @Test
    @DisplayName("BAR-2: the next generation does not wait until that before it has gone on")
    void noDraining() {
        Programs.run(() -> {
            Barrier barrier = new Barrier(2);
            List<String> passed = new ArrayList<>();
            Task<Void> early = createTask(() -> {
                await(barrier.arrive());
                passed.add("early");
            });
            turn();
            for (String late : List.of("completing", "next", "completing the next")) {
                await(createTask(TaskOptions.defaults().withEager(true), () -> {
                    CompletableFuture<Integer> place = barrier.arrive();
                    if (place.isDone()) {
                        passed.add(late);
                    }
                }));
            }
            assertThat(passed).containsExactly("completing", "completing the next");
            await(early);
        });
    }

    @Test
    @DisplayName("BAR-3: cancelling one who waits just takes him away again")
    void cancelled() {
        Programs.run(() -> {
            Barrier barrier = new Barrier(2);
            Task<Integer> task = createTask(() -> await(barrier.arrive()));
            turn();
            task.cancel();
            assertThat(catchThrowable(() -> await(task))).isInstanceOf(CancellationException.class);
            assertThat(barrier.waiting()).isZero();
            assertThat(barrier.isBroken()).isFalse();
            CompletableFuture<Integer> first = barrier.arrive();
            assertThat(await(barrier.arrive())).isEqualTo(1);
            assertThat(await(first)).isZero();
        });
    }

    @Test
    @DisplayName("BAR-4: reset fails those who wait and begins anew; without waiters it changes nothing")
    void reset() {
        Programs.run(() -> {
            Barrier barrier = new Barrier(2);
            barrier.reset();
            CompletableFuture<Integer> waiting = barrier.arrive();
            barrier.reset();
            assertThatThrownBy(() -> await(waiting))
                    .isInstanceOf(BrokenBarrierException.class)
                    .hasMessage("Barrier was reset while a task waits at it; reset it before it is used again");
            CompletableFuture<Integer> next = barrier.arrive();
            barrier.arrive();
            assertThat(await(next)).isZero();
        });
    }

    @Test
    @DisplayName("BAR-5: abort fails those who wait and those who come, until the reset")
    void abort() {
        Programs.run(() -> {
            Barrier barrier = new Barrier(2);
            CompletableFuture<Integer> waiting = barrier.arrive();
            barrier.abort();
            assertThat(barrier).hasToString("Barrier[broken, 0 of 2]");
            assertThatThrownBy(() -> await(waiting)).isInstanceOf(BrokenBarrierException.class);
            assertThatThrownBy(() -> await(barrier.arrive())).hasMessageContaining("is broken");
            barrier.reset();
            barrier.arrive();
            assertThat(await(barrier.arrive())).isEqualTo(1);
        });
    }

    @Test
    @DisplayName("BAR-6: there are waiters only while it is filling")
    void waiting() {
        Programs.run(() -> {
            Barrier barrier = new Barrier(2);
            CompletableFuture<Integer> first = barrier.arrive();
            assertThat(barrier.waiting()).isEqualTo(1);
            assertThat(barrier).hasToString("Barrier[filling, 1 of 2]");
            barrier.arrive();
            assertThat(barrier.waiting()).isZero();
            assertThat(first).isDone();
            assertThat(barrier.parties()).isEqualTo(2);
        });
    }
}

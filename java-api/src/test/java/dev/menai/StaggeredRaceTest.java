package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.staggeredRace;
import static dev.menai.support.Programs.after;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StaggeredRaceTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofHours(1);
    private final Steps steps = new Steps();

    private static Duration now() {
        return EventLoop.running().time();
    }

    private Coroutine<String> failing(String name, int seconds) {
        return () -> {
            steps.add(name + " at " + now().toSeconds());
            await(sleep(Duration.ofSeconds(seconds)));
            throw new IOException(name);
        };
    }

    private Coroutine<String> winning(String name, int seconds) {
        return () -> {
            steps.add(name + " at " + now().toSeconds());
            return after(seconds, name);
        };
    }

    private Coroutine<String> hanging(String name) {
        return () -> {
            steps.add(name + " at " + now().toSeconds());
            try {
                return await(sleep(LONG, name));
            } finally {
                await(sleep(SECOND));
                steps.add(name + " cleaned up");
            }
        };
    }

    @Test
    @DisplayName("SRC-1: the next body starts when the one before has failed or the delay is over")
    void starts() {
        Programs.run(() -> {
            RaceResult<String> result = staggeredRace(
                    Duration.ofSeconds(10), failing("a", 1), winning("b", 12), winning("c", 100), failing("never", 0));
            steps.expect("a at 0", "b at 1", "c at 11");
            assertThat(result.isWon()).isTrue();
            assertThat(result.winner()).isEqualTo(1);
            assertThat(result.value()).isEqualTo("b");
            assertThat(now()).isEqualTo(Duration.ofSeconds(13));
        });
    }

    @Test
    @DisplayName("SRC-1: without a delay a body starts only when the one before has failed")
    void startsOnFailureOnly() {
        Programs.run(() -> {
            RaceResult<String> result = staggeredRace(null, failing("a", 50), winning("b", 50));
            steps.expect("a at 0", "b at 50");
            assertThat(result.value()).isEqualTo("b");
        });
    }

    @Test
    @DisplayName("SRC-2: the first value wins, and the others are cancelled and waited for; each has its failure")
    void failures() {
        Programs.run(() -> {
            RaceResult<String> result = staggeredRace(SECOND, failing("a", 0), hanging("b"), winning("c", 1));
            steps.expect("a at 0", "b at 0", "c at 1", "b cleaned up");
            assertThat(result.winner()).isEqualTo(2);
            assertThat(result.failures()).hasSize(3);
            assertThat(result.failures().get(0)).isInstanceOf(IOException.class).hasMessage("a");
            assertThat(result.failures().get(1)).isInstanceOf(CancellationException.class);
            assertThat(result.failures().get(2)).isNull();
        });
    }

    @Test
    @DisplayName("SRC-2: one that is cancelled before its first step has its cancellation")
    void cancelledBeforeItBegan() {
        Programs.run(() -> {
            RaceResult<String> result = staggeredRace(SECOND, winning("a", 1), hanging("never"));
            steps.expect("a at 0");
            assertThat(result.value()).isEqualTo("a");
            assertThat(result.failures()).hasSize(2);
            assertThat(result.failures().get(0)).isNull();
            assertThat(result.failures().get(1)).isInstanceOf(CancellationException.class);
        });
    }

    @Test
    @DisplayName("SRC-3: no body, or no winner, is a result without a value; null is a value")
    void noWinner() {
        Programs.run(() -> {
            RaceResult<String> nobody = staggeredRace(SECOND, List.<Coroutine<String>>of());
            assertThat(nobody).isEqualTo(new RaceResult<>(-1, null, List.of()));
            assertThat(nobody.isWon()).isFalse();
            assertThatThrownBy(nobody::value)
                    .isInstanceOf(InvalidStateException.class)
                    .hasMessage(
                            "the race must have a winner to have a value, but all 0 bodies that were started have failed;"
                                    + " ask isWon() before");
            RaceResult<String> lost = staggeredRace(SECOND, failing("a", 0), () -> {
                throw new CancellationException("enough");
            });
            assertThat(lost.isWon()).isFalse();
            assertThat(lost.failures()).extracting(Throwable::getMessage).containsExactly("a", "enough");
            RaceResult<String> ofNull = staggeredRace(SECOND, () -> null);
            assertThat(ofNull.isWon()).isTrue();
            assertThat(ofNull.value()).isNull();
        });
    }

    @Test
    @DisplayName("SRC-4: cancelling it cancels all and waits for them; a second request meanwhile is kept")
    void cancelled() {
        Programs.run(() -> {
            AtomicReference<Throwable> afterwards = new AtomicReference<>();
            Task<Void> racing = createTask(() -> {
                try {
                    RaceResult<String> unused = staggeredRace(SECOND, hanging("a"), hanging("b"));
                } catch (CancellationException first) {
                    steps.add("cancelled at " + now().toSeconds());
                    afterwards.set(first);
                    throw first;
                }
            });
            await(sleep(Duration.ofSeconds(3)));
            racing.cancel("first");
            turn();
            racing.cancel("second");
            assertThatThrownBy(() -> await(racing)).isInstanceOf(CancellationException.class);
            steps.expect("a at 0", "b at 1", "a cleaned up", "b cleaned up", "cancelled at 4");
            assertThat(racing.cancelling()).isEqualTo(2);
            assertThat(afterwards.get()).hasMessageContaining("first");
        });
    }

    @Test
    @DisplayName("SRC-5: eager tasks change nothing")
    void eager() {
        Programs.run(() -> {
            EventLoop.running().setTaskFactory(TaskFactory.eager());
            RaceResult<String> result = staggeredRace(SECOND, failing("a", 0), () -> "at once", winning("never", 0));
            steps.expect("a at 0");
            assertThat(result.winner()).isEqualTo(1);
            assertThat(result.value()).isEqualTo("at once");
            assertThat(await(sleep(SECOND, "goes on"))).isEqualTo("goes on");
        });
    }

    @Test
    @DisplayName("SRC-6: it is called in a body, with bodies that are not null")
    void badInput() {
        assertThatThrownBy(() -> staggeredRace(SECOND, () -> 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("staggeredRace must be called in a coroutine body");
        assertThatThrownBy(() -> staggeredRace(SECOND, () -> 1, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("bodies");
    }
}

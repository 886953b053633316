package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.support.Log;
import dev.menai.support.Programs;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Futures of a user's own class, whose methods throw. */
class ForeignFuturesTest {
    private static final class Uncancellable extends CompletableFuture<String> {
        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            throw new AssertionError("made up");
        }
    }

    private static final class Unhashable extends CompletableFuture<String> {
        private boolean isArmed;

        @Override
        public int hashCode() {
            if (isArmed) {
                throw new AssertionError("made up");
            }
            return 1;
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }
    }

    @Test
    @DisplayName("LOOP-28: a future whose cancel throws is left alone; the body that awaits it is cancelled")
    void cancelThrows(Log log) {
        Programs.run(() -> {
            Task<String> task = createTask(() -> await(new Uncancellable()));
            turn();
            assertThat(task.cancel()).isTrue();
            assertThatThrownBy(() -> await(task)).isInstanceOf(CancellationException.class);
        });
        assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("the cancel method of a future that is not a loop's");
    }

    @Test
    @DisplayName("LOOP-28: a stage whose hashCode throws when a wait ends fails that wait")
    void hashCodeThrows() {
        Programs.run(() -> {
            Unhashable stage = new Unhashable();
            Task<?> waiting = createTask(() -> await(Asyncio.wait(List.of(stage))));
            turn();
            stage.isArmed = true;
            stage.complete("done");
            assertThatThrownBy(() -> await(waiting)).isInstanceOf(AssertionError.class);
        });
    }
}

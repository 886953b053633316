package dev.menai.facades.consumer;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.timeout;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.Task;
import dev.menai.TimeoutException;
import dev.menai.fixture.Times;
import dev.menai.support.Programs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A facade's call whose value is converted is a call like the others. */
class ConvertedCallTest {
    private final List<String> log = new ArrayList<>();
    private final TimesAsync times = TimesAsync.of(new Times());

    @Test
    @DisplayName("SUS-11: a cancelled call ends when the function has ended, and so do a task and a timeout around it")
    void cancelled() {
        Programs.run(() -> {
            CompletableFuture<Duration> call = times.never(log);
            turn();
            call.cancel(false);
            assertThat(call).isNotDone();
            assertThatThrownBy(() -> await(call)).isInstanceOf(CancellationException.class);
            assertThat(log).containsExactly("cleaned up");

            Task<Duration> task = createTask(() -> await(times.never(log)));
            turn();
            task.cancel();
            assertThatThrownBy(() -> await(task)).isInstanceOf(CancellationException.class);
            assertThat(log).hasSize(2);

            assertThatThrownBy(() -> timeout(Duration.ofSeconds(1), () -> await(times.never(log))))
                    .isInstanceOf(TimeoutException.class);
            assertThat(log).hasSize(3);
        });
    }

    @Test
    @DisplayName("FUT-10: everybody gets the very exception")
    void failure() {
        Programs.run(() -> {
            CompletableFuture<Duration> call = times.fails();
            CompletableFuture<Throwable> seen = new CompletableFuture<>();
            call.whenComplete((value, failure) -> seen.complete(failure));
            Throwable failure = catchThrowable(() -> await(call));
            assertThat(failure).isInstanceOf(IOException.class).hasMessage("no time");
            assertThat(await(seen)).isSameAs(failure);
        });
    }
}

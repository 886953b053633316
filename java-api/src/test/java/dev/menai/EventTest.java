package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.gather;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EventTest {
    private final Event event = new Event();
    private final Steps steps = new Steps();

    private Task<Void> waiting(String name) {
        return createTask(name, () -> {
            await(event.whenSet());
            steps.add(name + " " + event.isSet());
        });
    }

    @Test
    @DisplayName("EVT-1: set lets everybody go on who waits, also when it is cleared at once")
    void setAndClear() {
        Programs.run(() -> {
            List<Task<Void>> tasks = List.of(waiting("a"), waiting("b"));
            turn();
            assertThat(event).hasToString("Event[unset, 2 waiting]");
            event.set();
            event.clear();
            await(gather(tasks));
            steps.expect("a false", "b false");
        });
    }

    @Test
    @DisplayName("EVT-2: waiting for an event that is set does not suspend")
    void alreadySet() {
        Programs.run(() -> {
            event.set();
            EventLoop.running().callSoon(() -> steps.add("callback"));
            await(event.whenSet());
            steps.expect();
            turn();
        });
    }

    @Test
    @DisplayName("EVT-3: waiters go on in the order of arrival; a task that was queued earlier runs before them")
    void order() {
        Programs.run(() -> {
            List<Task<Void>> tasks = List.of(waiting("first"), waiting("second"));
            turn();
            createTask(() -> steps.add("queued earlier"));
            event.set();
            await(gather(tasks));
            steps.expect("queued earlier", "first true", "second true");
        });
    }

    @Test
    @DisplayName("EVT-4: a cancelled waiter leaves no trace")
    void cancelled() {
        Programs.run(() -> {
            Task<Void> task = waiting("never");
            turn();
            task.cancel();
            assertThat(event).hasToString("Event[unset, 0 waiting]");
            event.set();
            assertThat(catchThrowable(() -> await(task))).isInstanceOf(CancellationException.class);
        });
        steps.expect();
    }

    @Test
    void aThreadMaySetWhatALoopWaitsFor() {
        Asyncio.run(() -> {
            CompletableFuture<Void> waiting = event.whenSet();
            CompletableFuture<Void> setting = CompletableFuture.runAsync(event::set);
            await(waiting);
            await(setting);
        });
    }
}

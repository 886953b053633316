package dev.menai.diagnosis;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.currentTask;
import static dev.menai.Asyncio.sleep;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.EventLoop;
import dev.menai.Task;
import dev.menai.support.Programs;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Outside of the package of the vocabulary, as its users are. */
class StackTest {
    @Test
    @DisplayName("DBG-8: the stack of a body that waits goes from where the body waits to where it begins")
    void waiting() {
        Programs.run(() -> {
            Task<?> task = createTask(() -> waitsHere());
            turn();
            assertThat(task.stack())
                    .extracting(StackTraceElement::getMethodName)
                    .satisfiesExactly(waits -> assertThat(waits).isEqualTo("waitsHere"), begins -> assertThat(begins)
                            .startsWith("lambda$waiting$"));
            assertThat(task.stack()[0].toString())
                    .matches("dev\\.menai\\.diagnosis\\.StackTest\\.waitsHere\\(StackTest\\.java:\\d+\\)");
            await(task);
            assertThat(task.stack()).isEmpty();
        });
    }

    private void waitsHere() {
        await(sleep(Duration.ofSeconds(1)));
    }

    @Test
    @DisplayName("DBG-8: the stack of a body has nothing of what runs on its thread while it waits")
    void whileItWaits() {
        Programs.run(() -> {
            AtomicReference<StackTraceElement[]> stack = new AtomicReference<>();
            await(createTask(() -> {
                Task<?> self = currentTask();
                EventLoop.running().callSoon(() -> stack.set(self.stack()));
                waitsHere(); // the last to wait, so that the callback runs on this thread
            }));
            assertThat(stack.get()[0].getMethodName()).isEqualTo("waitsHere");
        });
    }

    @Test
    @DisplayName("DBG-8: a body's own stack begins with the frame that asks")
    void own() {
        Programs.run(() -> assertThat(asksHere()[0].getMethodName()).isEqualTo("asksHere"));
    }

    private static StackTraceElement[] asksHere() {
        return currentTask().stack();
    }

    @Test
    @DisplayName("DBG-5: in debug mode text forms tell where the task or future was created")
    void creation() {
        Programs.run(() -> {
            EventLoop.running().setDebug(true);
            Task<?> task = createTask("t", () -> {});
            assertThat(task.toString())
                    .matches("Task\\[pending, name='t', created at .*StackTest\\.lambda\\$creation\\$\\d+\\("
                            + "StackTest\\.java:\\d+\\)]");
            assertThat(EventLoop.running().createFuture().toString())
                    .matches("Future\\[pending, created at .*StackTest\\.lambda\\$creation.*]");
            await(task);
        });
    }
}

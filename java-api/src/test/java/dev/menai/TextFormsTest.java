package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.support.Programs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TextFormsTest {
    /** An object whose text does what is said. */
    private record Value(java.util.function.Supplier<String> text) {
        @Override
        public String toString() {
            return text.get();
        }
    }

    private static AsyncFuture<Object> futureOf(Object value) {
        AsyncFuture<Object> future = EventLoop.running().createFuture();
        future.setResult(value);
        return future;
    }

    @Test
    @DisplayName("DBG-5: a task that has been asked to stop says so until it has ended")
    void cancelling() {
        Programs.run(() -> {
            AsyncFuture<Void> released = EventLoop.running().createFuture();
            Task<String> task = createTask("t", () -> {
                catchThrowable(() -> await(EventLoop.running().createFuture()));
                await(released);
                return "done";
            });
            turn();
            task.cancel();
            assertThat(task.toString()).startsWith("Task[cancelling, name='t'");
            turn();
            assertThat(task).hasToString("Task[cancelling, name='t', awaits future]");
            task.uncancel();
            assertThat(task).hasToString("Task[pending, name='t', awaits future]");
            released.setResult(null);
            await(task);
            assertThat(task).hasToString("Task[done, name='t', result=done]");
        });
    }

    @Test
    @DisplayName("DBG-5: a result is in the text form, shortened, whatever its own text does")
    void results() {
        Programs.run(() -> {
            assertThat(futureOf(7)).hasToString("Future[done, result=7]");
            assertThat(futureOf(null)).hasToString("Future[done]");
            assertThat(futureOf("two\nlines")).hasToString("Future[done, result=two lines]");
            assertThat(futureOf("x".repeat(1000))).hasToString("Future[done, result=" + "x".repeat(100) + "...]");
            assertThat(futureOf(new ArrayList<>(Collections.nCopies(1000, "x"))))
                    .hasToString("Future[done, result=ArrayList of 1000]");
            assertThat(futureOf(new Value(() -> {
                        throw new IllegalStateException();
                    })))
                    .hasToString("Future[done, result=a " + Value.class.getName()
                            + " (its toString threw java.lang.IllegalStateException)]");
        });
    }

    @Test
    @DisplayName("DBG-5: a future that is its own result, or in it, has a text form")
    void inItself() {
        Programs.run(() -> {
            List<Object> list = new ArrayList<>();
            AsyncFuture<Object> future = futureOf(list);
            list.add(future);
            assertThat(future).hasToString("Future[done, result=[Future[done, result=...]]]");
        });
    }

    @Test
    @DisplayName("DBG-5: and so has one whose failure tells of it in its message")
    void inItsFailure() {
        Programs.run(() -> {
            AsyncFuture<String> future = EventLoop.running().createFuture();
            future.setException(new IllegalStateException() {
                @Override
                public String getMessage() {
                    return "the failure of " + future;
                }
            });
            assertThat(future.toString()).startsWith("Future[failed, ").endsWith(": the failure of Future[failed]]");
            assertThat(future.exception()).hasMessage("the failure of " + future); // and is not reported
        });
    }

    @Test
    @DisplayName("DBG-5: the text form of an outcome survives a value whose own throws")
    void outcomes() {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("broken");
            }
        };
        assertThat(Outcome.success(broken).toString())
                .startsWith("Outcome[a dev.menai.TextFormsTest$")
                .endsWith("(its toString threw java.lang.IllegalStateException)]");
        assertThat(Outcome.success(5)).hasToString("Outcome[5]");
        assertThat(Outcome.failure(new IllegalStateException("no")))
                .hasToString("Outcome[java.lang.IllegalStateException: no]");
    }

    @Test
    @DisplayName("DBG-5: a queue tells its items, who waits, and what is unfinished")
    void queues() {
        Programs.run(() -> {
            Queue<String> queue = new Queue<>(1);
            assertThat(queue).hasToString("Queue[0 of 1 items]");
            Task<String> getter = createTask(() -> await(queue.get()));
            turn();
            assertThat(queue).hasToString("Queue[0 of 1 items, 1 getting]");
            queue.putNowait("a");
            await(getter);
            queue.putNowait("b");
            Task<Void> putter = createTask(() -> await(queue.put("c")));
            turn();
            assertThat(queue).hasToString("Queue[1 of 1 items, 1 putting, 2 unfinished]");
            queue.shutdownNow();
            assertThat(queue).hasToString("Queue[0 of 1 items, 1 unfinished, shut down]");
            assertThat(catchThrowable(() -> await(putter))).isInstanceOf(QueueShutDownException.class);
        });
    }
}

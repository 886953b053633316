package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.engine.tasks.AwaitSite;
import dev.menai.support.Log;
import dev.menai.support.Programs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DebugTest {
    @Test
    @DisplayName("DBG-2: a step of at least slowCallbackDuration is logged with its description and duration")
    void slowSteps(Log log) {
        Programs.run(() -> {
            EventLoop loop = EventLoop.running();
            loop.setDebug(true);
            loop.setSlowCallbackDuration(Duration.ZERO);
            loop.callSoon(new Runnable() {
                @Override
                public void run() {}

                @Override
                public String toString() {
                    return "the slow callback";
                }
            });
            await(createTask("slow task", () -> {}));
            loop.setDebug(false);
        });
        assertThat(log.messages()).anyMatch(message -> message.matches("Executing .*callback.* took \\d+ ms"));
        assertThat(log.messages()).anyMatch(message -> message.matches("Executing Task.*slow task.* took \\d+ ms"));
    }

    @Test
    @DisplayName("DBG-2: a callback is called by its text, or by the class that it is, or is a lambda of")
    void namesOfCallbacks(Log log) {
        class Quiet implements Runnable {
            @Override
            public void run() {}
        }

        Programs.run(() -> {
            EventLoop loop = EventLoop.running();
            loop.setDebug(true);
            loop.setSlowCallbackDuration(Duration.ZERO);
            loop.callSoon(() -> {});
            loop.callSoon(new Quiet());
            loop.<String>createFuture().addDoneCallback(future -> {});
            AsyncFuture<String> future = loop.createFuture();
            future.addDoneCallback(done -> {});
            future.setResult("x");
            turn();
            loop.setDebug(false);
        });
        assertThat(log.messages())
                .anyMatch(message ->
                        message.matches("Executing callback lambda of dev\\.menai\\.DebugTest.* took \\d+ ms"))
                .anyMatch(message ->
                        message.matches("Executing callback dev\\.menai\\.DebugTest\\$1Quiet.* took \\d+ ms"))
                .noneMatch(message -> message.contains("AsyncFuture"));
    }

    @Test
    @DisplayName("DBG-2: quick steps are not logged")
    void quickSteps(Log log) {
        Programs.run(() -> {
            EventLoop.running().setDebug(true);
            EventLoop.running().setSlowCallbackDuration(Duration.ofMinutes(1));
            turn();
        });
        assertThat(log.messages()).noneMatch(message -> message.startsWith("Executing"));
    }

    @Test
    @DisplayName("DBG-3: debug mode is switched by the setter, a builder and the environment")
    void switches() {
        EventLoop loop = EventLoop.create();
        assertThat(loop.isDebug())
                .isEqualTo(!System.getenv().getOrDefault("MENAI_DEBUG", "").isEmpty());
        loop.setDebug(true);
        assertThat(loop.isDebug()).isTrue();
        assertThat(loop.slowCallbackDuration()).isEqualTo(Duration.ofMillis(100));
        loop.setSlowCallbackDuration(Duration.ofSeconds(1));
        assertThat(loop.slowCallbackDuration()).isEqualTo(Duration.ofSeconds(1));
        assertThatThrownBy(() -> loop.setSlowCallbackDuration(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("duration must not be negative, but was PT-1S");
        loop.close();
    }

    @Test
    @DisplayName("DBG-4: in debug mode reports carry the place where the future, task or callback was created")
    void creationTraces() {
        List<ExceptionContext> reports = new ArrayList<>();
        EventLoop loop = EventLoop.virtualTime();
        loop.setDebug(true);
        loop.setExceptionHandler((on, context) -> reports.add(context));
        loop.<String>createFuture().setException(new IOException("future"));
        loop.createTask(() -> {
            throw new IOException("task");
        });
        loop.callSoon(() -> {
            throw new IllegalArgumentException("callback");
        });
        loop.stop();
        loop.runForever();
        loop.close();
        assertThat(reports).hasSize(3).allSatisfy(report -> assertThat(
                        report.createdAt().getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("creationTraces")));
    }

    @Test
    @DisplayName("DBG-4: without debug mode there are no creation traces")
    void noCreationTraces() {
        List<ExceptionContext> reports = new ArrayList<>();
        EventLoop loop = EventLoop.create();
        loop.setExceptionHandler((on, context) -> reports.add(context));
        loop.<String>createFuture().setException(new IOException("future"));
        loop.close();
        assertThat(reports.get(0).createdAt()).isNull();
    }

    @Test
    @DisplayName("DBG-5: text forms show state, name, what is awaited, who waits, and callbacks")
    void textForms() {
        Programs.run(() -> {
            EventLoop loop = EventLoop.running();
            AsyncFuture<String> future = loop.createFuture();
            Task<String> inner = createTask("inner", () -> await(future));
            Task<String> outer = createTask("outer", () -> await(inner));
            turn();
            assertThat(future).hasToString("Future[pending, awaited by task 'inner']");
            assertThat(inner).hasToString("Task[pending, name='inner', awaits future, awaited by task 'outer']");
            assertThat(outer).hasToString("Task[pending, name='outer', awaits task 'inner']");
            future.setResult("x");
            await(outer);
            assertThat(future).hasToString("Future[done, result=x]");
            assertThat(outer).hasToString("Task[done, name='outer', result=x]");
            AsyncFuture<String> failed = loop.createFuture();
            failed.setException(new IOException("no"));
            assertThat(failed).hasToString("Future[failed, java.io.IOException: no]");
            assertThat(failed.exception()).hasMessage("no");
            AsyncFuture<String> cancelled = loop.createFuture();
            cancelled.cancel();
            assertThat(cancelled).hasToString("Future[cancelled]");
            assertThat(loop.toString()).startsWith("EventLoop[running, ");
            Handle handle = loop.callSoon(() -> {});
            handle.cancel();
            assertThat(handle).hasToString("Handle[callback cancelled]");
            TimerHandle timer = loop.callAt(Duration.ofSeconds(1), () -> {});
            assertThat(timer.toString()).startsWith("Handle[timer at 1000000000ns: callback ");
            assertThat(timer.when()).isEqualTo(Duration.ofSeconds(1));
            timer.cancel();
        });
    }

    @Test
    @DisplayName("DBG-5: tasks that wait for each other in a circle have a text form")
    void circle() {
        Programs.run(() -> {
            List<Task<?>> tasks = new ArrayList<>();
            tasks.add(createTask("a", () -> await(tasks.get(1))));
            tasks.add(createTask("b", () -> await(tasks.get(0))));
            turn();
            assertThat(tasks.get(0)).hasToString("Task[pending, name='a', awaits task 'b', awaited by task 'b']");
            tasks.get(0).cancel();
        });
    }

    @Test
    void debugModeAttachesThePlaceOfTheAwaitWithoutChangingTheException() {
        Programs.run(() -> {
            EventLoop.running().setDebug(true);
            IOException failure = new IOException("x");
            CompletableFuture<String> failed = CompletableFuture.failedFuture(failure);
            assertThatThrownBy(() -> await(failed)).isSameAs(failure);
            assertThatThrownBy(() -> await(failed)).isSameAs(failure);
            assertThat(failure.getSuppressed()).hasSize(1);
            assertThat(failure.getSuppressed()[0]).isInstanceOf(AwaitSite.class).hasMessage("awaited here");
        });
    }

    @Test
    void theWatchdogNamesTheHolderOfAStuckTurnWithItsStack(Log log) throws InterruptedException {
        Programs.run(() -> {
            EventLoop.running().setDebug(true);
            await(createTask("blocker", () -> blocksUntilNamed(log)));
        });
        java.util.logging.LogRecord warning = log.awaitMessage("The event loop is stuck");
        assertThat(warning.getMessage()).contains("name='blocker'").contains("has kept the turn for");
        assertThat(warning.getThrown().getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("blocksUntilNamed"));
    }

    private static void blocksUntilNamed(Log log) throws InterruptedException {
        log.awaitMessage("The event loop is stuck");
    }
}

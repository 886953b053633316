package dev.menai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.engine.loop.Loop;
import dev.menai.support.Log;
import dev.menai.support.Programs;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import kotlin.coroutines.EmptyCoroutineContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private static final String STUCK = "The event loop is stuck";

    /** Keeps the turn until the log has {@code text}. */
    private record Blocker(Log log, String text, String name) implements Runnable {
        @Override
        public void run() {
            try {
                log.awaitMessage(text);
            } catch (InterruptedException interrupt) {
                throw new AssertionError(interrupt);
            }
        }

        @Override
        public String toString() {
            if (name.isEmpty()) {
                throw new StackOverflowError("no text");
            }
            return name;
        }
    }

    private static void blocks(Blocker blocker) {
        Programs.run(() -> {
            EventLoop.running().setDebug(true);
            Loop.running().dispatch(EmptyCoroutineContext.INSTANCE, blocker); // as a coroutine of somebody's is
            Programs.turn();
        });
    }

    @Test
    @DisplayName("DBG-6: a step whose text throws does not end the watch over others")
    void textThatThrows(Log log) {
        blocks(new Blocker(log, STUCK, ""));
        blocks(new Blocker(log, "second", "second"));
        assertThat(log.messages()).anyMatch(message -> message.contains("second"));
    }

    @Test
    @DisplayName("DBG-6: a logger that throws does not end the watch over others")
    void loggerThatThrows(Log log) throws InterruptedException {
        CountDownLatch thrown = new CountDownLatch(1);
        Handler failing = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (thrown.getCount() > 0) {
                    thrown.countDown();
                    throw new IllegalStateException("disk full");
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("dev.menai");
        logger.addHandler(failing);
        try {
            Programs.run(() -> {
                EventLoop.running().setDebug(true);
                thrown.await();
            });
        } finally {
            logger.removeHandler(failing);
        }
        blocks(new Blocker(log, "second", "second"));
        assertThat(log.messages()).anyMatch(message -> message.contains("second"));
    }

    @Test
    @DisplayName("DBG-6: after a time without a loop the watch is taken up again")
    void watchIsTakenUpAgain(Log log) throws InterruptedException {
        Programs.run(() -> {});
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("menai-watchdog")) {
                thread.join(); // it ends a second after the last run
            }
        }
        blocks(new Blocker(log, "second", "second"));
        assertThat(log.messages()).anyMatch(message -> message.contains("second"));
    }

    @Test
    @DisplayName("THR-10: threads of bodies have the system class loader, whoever started them")
    void threadsHaveNothingOfWhoeverStartedThem() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new ClassLoader(before) {});
        try {
            Programs.run(() -> {
                Task<ClassLoader> task =
                        Asyncio.createTask(() -> Thread.currentThread().getContextClassLoader());
                assertThat(Asyncio.await(task)).isSameAs(ClassLoader.getSystemClassLoader());
            });
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}

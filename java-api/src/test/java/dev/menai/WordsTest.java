package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.mapConcurrently;
import static dev.menai.Asyncio.race;
import static dev.menai.Asyncio.taskGroup;
import static dev.menai.Asyncio.toThread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.support.Programs;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static void assertNames(String word, ThrowingCallable use) {
        assertThatThrownBy(use)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(word + " must be called in a coroutine body, but was called in a thread that runs no event "
                        + "loop; call it inside Asyncio.run(...) or a task");
    }

    @Test
    @DisplayName("DBG-9: a word that needs a body names itself where there is none")
    void words() {
        assertNames("race", () -> race(() -> "x"));
        assertNames("race", () -> race(List.of(() -> "x")));
        assertNames("mapConcurrently", () -> mapConcurrently(List.of(1), 1, item -> item));
        assertNames("taskGroup", () -> taskGroup(group -> "x"));
        TaskGroupOptions limited = TaskGroupOptions.within(Duration.ofSeconds(1));
        assertNames("taskGroup", () -> taskGroup(limited, group -> "x"));
        assertNames("taskGroup", () -> taskGroup(limited, group -> {}));
        AsyncIterable<Integer> items = AsyncIterable.of(1, 2);
        assertNames("toList", items::toList);
        assertNames("collect", () -> items.collect(Collectors.counting()));
        assertNames("forEach", () -> items.forEach(item -> {}));
        assertNames("toList", () -> items.map(item -> item).toList());
        assertNames("each", () -> each(items));
    }

    @Test
    @DisplayName("DBG-9: with names itself when it has to wait where there is no body, and leaves nobody in the line")
    void with() {
        Lock lock = new Lock();
        lock.with(() -> assertThat(lock.isLocked()).isTrue());
        assertThat(lock.tryAcquire()).isTrue();
        assertNames("with", () -> lock.with(() -> "x"));
        assertNames("with", () -> lock.with(() -> {}));
        assertThat(lock).hasToString("Lock[locked, 0 waiting]");
    }

    @Test
    @DisplayName("DBG-9: an iteration by each names itself when it goes on where there is no body")
    void iteration() {
        Programs.run(() -> {
            Iterator<Integer> iterator = each(AsyncIterable.of(1, 2)).iterator();
            assertThatThrownBy(() -> await(toThread(iterator::hasNext)))
                    .hasMessage(
                            "each must be called in a coroutine body, but was called in a thread that runs blocking "
                                    + "work; call it before or after toThread");
        });
    }
}

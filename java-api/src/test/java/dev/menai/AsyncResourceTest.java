package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.timeout;
import static dev.menai.Asyncio.using;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class AsyncResourceTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private final Steps steps = new Steps();

    private AsyncResource<String> resource(String name) {
        return AsyncResource.of(
                () -> {
                    await(sleep(SECOND));
                    steps.add("open " + name);
                    return name;
                },
                opened -> {
                    await(sleep(SECOND));
                    steps.add("close " + opened);
                });
    }

    private AsyncResource<String> failingToOpen() {
        return AsyncResource.of(
                () -> {
                    throw new IOException("no connection");
                },
                opened -> steps.add("never"));
    }

    private AsyncResource<String> failingToClose(String name) {
        return AsyncResource.of(() -> name, opened -> {
            throw new IOException("close " + name);
        });
    }

    @Test
    void itIsOpenWhileTheBodyRuns() {
        Programs.run(() -> {
            String value = using(resource("a"), opened -> {
                steps.add("use " + opened);
                return opened + "!";
            });
            assertThat(value).isEqualTo("a!");
            steps.expect("open a", "use a", "close a");
        });
    }

    @Test
    void itIsClosedWhenTheBodyFailsOrIsCancelled() {
        Programs.run(() -> {
            assertThatThrownBy(() -> using(resource("a"), opened -> {
                        throw new IOException("lost");
                    }))
                    .hasMessage("lost");
            assertThatThrownBy(() -> timeout(
                            Duration.ofSeconds(3),
                            () -> using(resource("b"), opened -> await(sleep(Duration.ofHours(1))))))
                    .isInstanceOf(TimeoutException.class);
            Task<Void> task = createTask(() -> using(resource("c"), opened -> await(sleep(Duration.ofHours(1)))));
            await(sleep(Duration.ofSeconds(5)));
            task.cancel();
            assertThat(catchThrowable(() -> await(task))).isInstanceOf(CancellationException.class);
            steps.expect("open a", "close a", "open b", "close b", "open c", "close c");
        });
    }

    @Test
    void aFailureOfClosingIsAttachedToThatOfTheBodyOrComesOutItself() {
        Programs.run(() -> {
            assertThatThrownBy(() -> using(failingToClose("a"), opened -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessage("close a");
            assertThatThrownBy(() -> using(failingToClose("a"), opened -> {
                        throw new IOException("lost");
                    }))
                    .hasMessage("lost")
                    .satisfies(failure -> assertThat(failure.getSuppressed()[0]).hasMessage("close a"));
            assertThatThrownBy(() -> using(failingToOpen(), opened -> {})).hasMessage("no connection");
        });
    }

    @Test
    void aResourceThatClosesItself() {
        Programs.run(() -> using(
                AsyncResource.closing(() -> (AutoCloseable) () -> {
                    await(sleep(SECOND));
                    steps.add("closed itself");
                }),
                opened -> {
                    steps.add("used");
                }));
        steps.expect("used", "closed itself");
    }

    @Test
    void aStackClosesInReverseOrder() throws Exception {
        Programs.run(() -> {
            try (AsyncExitStack stack = new AsyncExitStack()) {
                assertThat(stack.enter(resource("a"))).isEqualTo("a");
                stack.callback(() -> steps.add("callback"));
                AutoCloseable pushed = stack.push(() -> steps.add("pushed"));
                assertThat(pushed).isNotNull();
                stack.enter(resource("b"));
            }
            steps.expect("open a", "open b", "close b", "pushed", "callback", "close a");
        });
    }

    @Test
    void aCheckedExceptionOfOpeningOrClosingComesOutAsItIs() {
        IOException notOpened = new IOException("not opened");
        IOException notClosed = new IOException("not closed");
        AsyncResource<String> shut = AsyncResource.of(
                () -> {
                    throw notOpened;
                },
                opened -> {});
        AsyncResource<String> stuck = AsyncResource.of(() -> "stuck", opened -> {
            throw notClosed;
        });
        Programs.run(() -> {
            try (AsyncExitStack stack = new AsyncExitStack()) {
                stack.enter(shut, IOException.class);
            } catch (IOException failure) {
                assertThat(failure).isSameAs(notOpened);
                steps.add("caught");
            }
            steps.expect("caught");
            assertThatThrownBy(() -> {
                        try (AsyncExitStack stack = new AsyncExitStack()) {
                            stack.enter(stuck);
                        }
                    })
                    .isSameAs(notClosed);
            AsyncExitStack stack = new AsyncExitStack();
            assertThatThrownBy(() -> stack.enter(shut)).isSameAs(notOpened);
            assertThatThrownBy(() -> stack.enter(shut, null)).hasMessage("checked must not be null");
            stack.close();
        });
    }

    @Test
    void aStackClosesWhatIsOpenWhenTheNextDoesNotOpenOrTheBodyIsCancelled() {
        Programs.run(() -> {
            assertThatThrownBy(() -> {
                        try (AsyncExitStack stack = new AsyncExitStack()) {
                            stack.enter(resource("a"));
                            stack.enter(failingToOpen());
                        }
                    })
                    .hasMessage("no connection");
            steps.expect("open a", "close a");
            assertThatThrownBy(() -> timeout(Duration.ofMillis(2500), () -> {
                        try (AsyncExitStack stack = new AsyncExitStack()) {
                            stack.enter(resource("b"));
                            stack.enter(resource("c"));
                            stack.enter(resource("d"));
                        }
                    }))
                    .isInstanceOf(TimeoutException.class);
            steps.expect("open a", "close a", "open b", "open c", "close c", "close b");
        });
    }

    @Test
    void aStackClosesEverythingThoughClosingFails() {
        Programs.run(() -> assertThatThrownBy(() -> {
                    try (AsyncExitStack stack = new AsyncExitStack()) {
                        stack.enter(resource("a"));
                        stack.enter(failingToClose("b"));
                        stack.enter(failingToClose("c"));
                    }
                })
                .hasMessage("close c")
                .satisfies(failure -> assertThat(failure.getSuppressed()[0]).hasMessage("close b")));
        steps.expect("open a", "close a");
    }

    @Test
    void popAllMovesTheResources() throws Exception {
        Programs.run(() -> {
            AsyncExitStack kept;
            try (AsyncExitStack stack = new AsyncExitStack()) {
                stack.enter(resource("a"));
                stack.enter(resource("b"));
                kept = stack.popAll();
            }
            steps.expect("open a", "open b");
            kept.close();
            kept.close();
            steps.expect("open a", "open b", "close b", "close a");
        });
    }

    @Test
    void aClosedStackRefuses() throws Exception {
        AsyncExitStack stack = new AsyncExitStack();
        stack.close();
        assertThatThrownBy(() -> stack.enter(resource("a")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("AsyncExitStack is closed: cannot enter a resource; do so before its end");
        assertThatThrownBy(() -> stack.push(() -> {})).hasMessageContaining("cannot push");
        assertThatThrownBy(() -> stack.callback(() -> {})).hasMessageContaining("cannot add a callback");
        assertThatThrownBy(stack::popAll).hasMessageContaining("cannot move its resources");
        assertThatThrownBy(() -> using(null, opened -> {})).hasMessage("resource must not be null");
    }
}

package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OperatorsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private final Steps steps = new Steps();

    private AsyncIterable<Integer> numbers(int from) {
        return AsyncIterable.generate(out -> {
            try {
                for (int number = from; ; number++) {
                    out.yield(number);
                }
            } finally {
                steps.add("closed " + from);
            }
        });
    }

    private static AsyncIterable<Integer> every(int seconds, Integer... items) {
        return AsyncIterable.of(items).map(item -> await(sleep(Duration.ofSeconds(seconds), item)));
    }

    /** Both ways to iterate must give the same. */
    private static <T> List<T> all(AsyncIterable<T> items) {
        List<T> pulled = new ArrayList<>();
        for (T item : each(items)) {
            pulled.add(item);
        }
        assertThat(items.toList()).isEqualTo(pulled);
        return pulled;
    }

    @Test
    void sources() {
        Programs.run(() -> {
            assertThat(all(AsyncIterable.of("a", null, "b"))).containsExactly("a", null, "b");
            assertThat(all(AsyncIterable.from(List.of(1, 2)))).containsExactly(1, 2);
            assertThat(all(AsyncIterable.of())).isEmpty();
            assertThat(AsyncIterable.from(() -> {
                                throw new IllegalStateException("no iterator");
                            })
                            .asyncIterator()
                            .advance())
                    .isCompletedExceptionally();
        });
        assertThatThrownBy(() -> AsyncIterable.from(null)).hasMessage("source must not be null");
        assertThatThrownBy(() -> AsyncIterable.generate(null)).hasMessage("body must not be null");
    }

    @Test
    void aStreamIsUsedOnceAndClosed() {
        Programs.run(() -> {
            AsyncIterable<Integer> once =
                    AsyncIterable.fromStream(Stream.of(1, 2).onClose(() -> steps.add("closed")));
            assertThat(once.toList()).containsExactly(1, 2);
            steps.expect("closed");
            assertThatThrownBy(once::toList).isInstanceOf(IllegalStateException.class);

            AsyncIterable<Integer> left =
                    AsyncIterable.fromStream(Stream.iterate(1, n -> n + 1).onClose(() -> steps.add("closed early")));
            assertThat(left.take(2).toList()).containsExactly(1, 2);
            steps.expect("closed", "closed early");
        });
    }

    @Test
    void mapFilterAndCollect() {
        Programs.run(() -> {
            assertThat(all(every(1, 1, 2, 3, 4)
                            .filter(number -> number % 2 == 0)
                            .map(number -> number * 10)))
                    .containsExactly(20, 40);
            assertThat(every(0, 1, 2).map(String::valueOf).collect(Collectors.joining("+")))
                    .isEqualTo("1+2");
            assertThatThrownBy(() -> every(0, 1)
                            .map(number -> {
                                throw new IOException("lost");
                            })
                            .toList())
                    .isInstanceOf(IOException.class);
        });
    }

    @Test
    void takeClosesTheSource() {
        Programs.run(() -> {
            assertThat(all(numbers(1).take(3))).containsExactly(1, 2, 3);
            steps.expect("closed 1", "closed 1");
            assertThat(all(numbers(1).take(0))).isEmpty();
            assertThat(all(every(0, 1).take(5))).containsExactly(1);
            assertThat(all(numbers(1)
                            .map(n -> n * n)
                            .filter(n -> n % 2 == 1)
                            .take(2)
                            .map(n -> -n)))
                    .containsExactly(-1, -9);
        });
        assertThatThrownBy(() -> numbers(1).take(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count must not be negative, but was -1");
    }

    @Test
    void takeInTake() {
        Programs.run(() -> assertThat(all(AsyncIterable.<Integer>generate(out -> {
                            for (int from = 0; ; from += 10) {
                                numbers(from).take(2).forEach(out::yield);
                            }
                        })
                        .take(5)))
                .containsExactly(0, 1, 10, 11, 20));
    }

    @Test
    void chunkedKeepsTheRest() {
        Programs.run(() -> assertThat(all(every(0, 1, 2, 3, 4, 5).chunked(2)))
                .containsExactly(List.of(1, 2), List.of(3, 4), List.of(5)));
        assertThatThrownBy(() -> numbers(1).chunked(0)).hasMessage("size must be positive, but was 0");
    }

    @Test
    void zipEndsWithTheShorterOneAndClosesBoth() {
        Programs.run(() -> {
            assertThat(all(numbers(1).zip(every(1, 7, 8), Integer::sum))).containsExactly(8, 10);
            steps.expect("closed 1", "closed 1");
            assertThat(all(every(1, 7, 8).zip(numbers(5), (a, b) -> a + "-" + b)))
                    .containsExactly("7-5", "8-6");
            steps.expect("closed 1", "closed 1", "closed 5", "closed 5");
        });
    }

    @Test
    void timeoutIsForEachItem() {
        Programs.run(() -> {
            assertThat(every(1, 1, 2, 3).timeout(Duration.ofSeconds(2)).toList())
                    .hasSize(3);
            AsyncIterable<Integer> slow = every(3, 1).timeout(Duration.ofSeconds(2));
            assertThatThrownBy(slow::toList).isInstanceOf(TimeoutException.class);
            assertThatThrownBy(() -> each(slow).iterator().hasNext()).isInstanceOf(TimeoutException.class);
        });
    }

    @Test
    void bufferRunsAhead() {
        Programs.run(() -> {
            AsyncIterable<Integer> source = AsyncIterable.generate(out -> {
                for (int number = 1; number <= 5; number++) {
                    steps.add(number);
                    out.yield(number);
                }
            });
            Iterator<Integer> items = each(source.buffer(2)).iterator();
            assertThat(items.next()).isEqualTo(1);
            await(sleep(SECOND));
            assertThat(steps.taken().size()).isBetween(3, 4);
            assertThat(items.next()).isEqualTo(2);
            assertThat(all(source.buffer(100))).containsExactly(1, 2, 3, 4, 5);
        });
        assertThatThrownBy(() -> numbers(1).buffer(0)).hasMessage("capacity must be positive, but was 0");
    }

    @Test
    void bufferPassesFailuresOnAfterTheItemsAndCleansUpWhenLeft() {
        Programs.run(() -> {
            AsyncIterable<Integer> failing = AsyncIterable.generate(out -> {
                out.yield(1);
                throw new IOException("lost");
            });
            List<Integer> seen = new ArrayList<>();
            assertThatThrownBy(() -> failing.buffer(10).forEach(seen::add)).hasMessage("lost");
            assertThat(seen).containsExactly(1);
            assertThat(numbers(1).buffer(3).take(2).toList()).containsExactly(1, 2);
            steps.expect("closed 1");
        });
    }

    @Test
    void mergeGivesItemsAsTheyCome() {
        Programs.run(() -> {
            assertThat(all(AsyncIterable.merge(every(3, 30, 31), every(2, 20, 21), AsyncIterable.of())))
                    .containsExactly(20, 30, 21, 31);
            assertThat(AsyncIterable.merge().toList()).isEmpty();
        });
    }

    @Test
    void mergeEndsWithTheFirstFailureAndClosesTheOthers() {
        Programs.run(() -> {
            AsyncIterable<Integer> failing = AsyncIterable.generate(out -> {
                await(sleep(SECOND));
                throw new IOException("lost");
            });
            AsyncIterable<Integer> endless = numbers(1).map(n -> await(sleep(Duration.ofMillis(300), n)));
            List<Integer> seen = new ArrayList<>();
            assertThatThrownBy(() -> AsyncIterable.merge(endless, failing).forEach(seen::add))
                    .hasMessage("lost");
            assertThat(seen).containsExactly(1, 2, 3);
            steps.expect("closed 1");
        });
    }

    @Test
    void cancellingTheOneWhoIteratesReachesEverySource() {
        for (AsyncIterable<?> items : Arrays.asList(
                numbers(1).buffer(2).map(n -> n),
                AsyncIterable.merge(numbers(1), numbers(1)),
                numbers(1).zip(numbers(1), Integer::sum),
                numbers(1).map(n -> await(sleep(SECOND, n))).timeout(Duration.ofHours(1)),
                numbers(1).filter(n -> n > 3).chunked(2).take(100))) {
            for (boolean isPushed : new boolean[] {true, false}) {
                Programs.run(() -> {
                    Task<Void> user = createTask(() -> {
                        if (isPushed) {
                            items.forEach(item -> await(sleep(Duration.ofHours(1))));
                        }
                        for (Object item : each(items)) {
                            await(sleep(Duration.ofHours(1)));
                        }
                    });
                    await(sleep(Duration.ofMinutes(1)));
                    int before = steps.taken().size();
                    user.cancel();
                    assertThat(catchThrowable(() -> await(user))).isInstanceOf(CancellationException.class);
                    assertThat(steps.taken().size()).isGreaterThan(before);
                    assertThat(Asyncio.allTasks()).containsExactly(Asyncio.currentTask());
                });
            }
        }
    }

    @Test
    @Timeout(60)
    void aSourceThatGoesOnAfterItsEndHasNobodyToYieldTo() {
        AsyncIterable<Integer> stubborn = AsyncIterable.generate(out -> {
            out.yield(1);
            try {
                await(sleep(Duration.ofHours(1)));
            } catch (CancellationException cancelled) {
                steps.add("goes on");
            }
            out.yield(2);
        });
        AsyncIterable<Integer> failing = AsyncIterable.generate(out -> {
            await(sleep(Duration.ofSeconds(1)));
            throw new IOException("lost");
        });
        Programs.run(() -> {
            assertThat(AsyncIterable.merge(stubborn).take(1).toList()).containsExactly(1);
            assertThat(stubborn.buffer(1).take(1).toList()).containsExactly(1);
            assertThatThrownBy(AsyncIterable.merge(stubborn, failing)::toList).hasMessage("lost");
        });
        steps.expect("goes on", "goes on", "goes on");
    }

    @Test
    void mergeOfUnequalSourcesGivesEverything() {
        Programs.run(() -> {
            assertThat(AsyncIterable.merge(AsyncIterable.of(1, 2), AsyncIterable.of(3, 4, 5))
                            .toList())
                    .containsExactlyInAnyOrder(1, 2, 3, 4, 5);
            assertThat(AsyncIterable.merge(every(1, 1, 2, 3), AsyncIterable.of(), every(2, 4))
                            .buffer(3)
                            .toList())
                    .containsExactlyInAnyOrder(1, 2, 3, 4);
        });
    }

    @Test
    void aFailureOfTheCleanUpAfterAnEarlyEndIsNotLost() {
        AsyncIterable<Integer> failing = AsyncIterable.generate(out -> {
            try {
                out.yield(1);
                out.yield(2);
            } finally {
                throwing("clean-up");
            }
        });
        Programs.run(() -> {
            assertThatThrownBy(() -> failing.take(1).toList()).hasMessage("clean-up");
            assertThatThrownBy(() -> failing.buffer(3).take(1).toList()).hasMessage("clean-up");
            assertThatThrownBy(() -> AsyncIterable.fromStream(Stream.of(1, 2).onClose(() -> {
                                throw new IllegalStateException("not closed");
                            }))
                            .take(1)
                            .toList())
                    .hasMessage("not closed");
        });
    }

    private static void throwing(String message) throws IOException {
        throw new IOException(message);
    }

    @Test
    void aCancellationDuringTheCleanUpAfterAnEarlyEndIsNotLost() {
        AsyncIterable<Integer> slowToClose = AsyncIterable.generate(out -> {
            try {
                out.yield(1);
            } finally {
                await(sleep(Duration.ofSeconds(10)));
            }
        });
        Programs.run(() -> {
            Task<List<Integer>> task = createTask(() -> slowToClose.take(1).toList());
            await(sleep(SECOND));
            task.cancel();
            assertThat(catchThrowable(() -> await(task))).isInstanceOf(CancellationException.class);
        });
    }

    @Test
    void aStreamWhoseItemFailsIsClosed() {
        Programs.run(() -> assertThatThrownBy(() -> AsyncIterable.fromStream(Stream.of(1)
                                .map(item -> {
                                    if (item == 1) {
                                        throw new IllegalStateException("lost");
                                    }
                                    return item;
                                })
                                .onClose(() -> steps.add("closed")))
                        .toList())
                .hasMessage("lost"));
        steps.expect("closed");
    }

    @Test
    void sourcesThatRunBesideEachOtherHaveContextsOfTheirOwn() {
        ContextVar<String> user = ContextVar.of("user", "nobody");
        AsyncIterable<String> setting = AsyncIterable.generate(out -> {
            out.yield(user.get());
            user.set("Bob");
            out.yield(user.get());
        });
        Programs.run(() -> {
            user.set("Ada");
            assertThat(setting.buffer(1).toList()).containsExactly("Ada", "Bob");
            assertThat(user.get()).isEqualTo("Ada");
        });
    }
}

package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.moveOnAfter;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;
import static dev.menai.Asyncio.timeout;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AsyncIterableTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofHours(1);
    private final Steps steps = new Steps();

    /** Numbers from 1, without end, with a clean-up that waits. */
    private final AsyncIterable<Integer> numbers = AsyncIterable.generate(out -> {
        try {
            for (int number = 1; ; number++) {
                steps.add("make " + number);
                out.yield(number);
            }
        } finally {
            await(sleep(SECOND));
            steps.add("cleaned up");
        }
    });

    private static final AsyncIterable<Integer> THREE = AsyncIterable.generate(out -> {
        for (int number = 1; number <= 3; number++) {
            await(sleep(SECOND));
            out.yield(number);
        }
    });

    @Test
    void aPlainForLoopGoesOverAGeneratorThatAwaits() {
        Programs.run(() -> {
            for (int number : each(THREE)) {
                steps.add(number);
            }
            assertThat(EventLoop.running().time()).isEqualTo(Duration.ofSeconds(3));
        });
        steps.expect(1, 2, 3);
    }

    @Test
    void eachIterationStartsAnew() {
        Programs.run(() -> {
            assertThat(THREE.toList()).containsExactly(1, 2, 3);
            assertThat(THREE.toList()).containsExactly(1, 2, 3);
        });
    }

    @Test
    void theGeneratorGoesOnOnlyWhenTheNextItemIsAskedFor() {
        Programs.run(() -> {
            AsyncIterator<Integer> items = numbers.asyncIterator();
            turn();
            steps.expect();
            assertThat(await(items.advance())).isTrue();
            turn();
            turn();
            steps.expect("make 1");
            assertThat(items.current()).isEqualTo(1);
            assertThat(await(items.advance())).isTrue();
            steps.expect("make 1", "make 2");
            await(items.close());
            steps.expect("make 1", "make 2", "cleaned up");
        });
    }

    @Test
    void pushedItemsAreUsedBeforeTheNextOneIsMade() {
        Programs.run(() -> {
            Task<?> me = Asyncio.currentTask();
            THREE.forEach(number -> {
                assertThat(Asyncio.currentTask()).isSameAs(me);
                turn();
                steps.add(number);
            });
        });
        steps.expect(1, 2, 3);
    }

    // leaving early

    @Test
    @Timeout(20) // it took minutes when leaving them was quadratic
    void aBodyLeavesAnyNumberOfLoopsThatWereBrokenOff() {
        Programs.run(() -> {
            for (int loop = 0; loop < 300_000; loop++) {
                for (int number : each(AsyncIterable.of(1, 2))) {
                    assertThat(number).isEqualTo(1);
                    break;
                }
            }
        });
    }

    @Test
    void aLoopThatIsLeftCleansUpWhenTheScopeAroundItEnds() {
        Programs.run(() -> {
            timeout(LONG, () -> {
                for (int number : each(numbers)) {
                    if (number == 2) {
                        break;
                    }
                }
                steps.add("after the loop");
            });
            steps.expect("make 1", "make 2", "after the loop", "cleaned up");
        });
    }

    @Test
    void aLoopThatIsLeftCleansUpWhenTheBodyEnds() {
        Programs.run(() -> {
            await(createTask(() -> {
                for (int number : each(numbers)) {
                    return number;
                }
                return 0;
            }));
            steps.expect("make 1", "cleaned up");
        });
    }

    @Test
    void aLoopInTryCleansUpAtOnce() {
        Programs.run(() -> {
            try (Each<Integer> items = each(numbers)) {
                for (int number : items) {
                    if (number == 1) {
                        break;
                    }
                }
            }
            steps.expect("make 1", "cleaned up");
        });
    }

    @Test
    void anExceptionInTheLoopCleansUpAndComesOut() {
        IOException lost = new IOException("lost");
        assertThatThrownBy(() -> Programs.run(() -> {
                    for (int number : each(numbers)) {
                        throw lost;
                    }
                }))
                .isSameAs(lost);
        steps.expect("make 1", "cleaned up");
    }

    @Test
    void anExceptionInForEachGoesThroughTheGenerator() {
        IOException lost = new IOException("lost");
        Programs.run(() -> assertThatThrownBy(() -> numbers.forEach(number -> {
                    throw lost;
                }))
                .isSameAs(lost));
        steps.expect("make 1", "cleaned up");
    }

    @Test
    void aGeneratorCannotSwallowTheEndOfItsUser() {
        AsyncIterable<Integer> stubborn = AsyncIterable.generate(out -> {
            for (int number = 1; number <= 3; number++) {
                try {
                    out.yield(number);
                } catch (Exception swallowed) {
                    steps.add("swallowed at " + number);
                }
            }
        });
        IOException lost = new IOException("lost");
        Programs.run(() -> {
            assertThatThrownBy(() -> stubborn.forEach(number -> {
                        throw lost;
                    }))
                    .isSameAs(lost);
            steps.expect("swallowed at 1", "swallowed at 2", "swallowed at 3");
            AsyncIterator<Integer> items = stubborn.asyncIterator();
            await(items.advance());
            await(items.close());
            assertThat(await(items.advance())).isFalse();
        });
    }

    @Test
    void aFailureOfTheCleanUpIsAttachedToThatOfTheLoop() {
        AsyncIterable<Integer> failing = AsyncIterable.generate(out -> {
            try {
                out.yield(1);
            } finally {
                fail("clean-up");
            }
        });
        Programs.run(() -> {
            Task<Void> task = createTask(() -> {
                for (int number : each(failing)) {
                    fail("loop");
                }
            });
            assertThatThrownBy(() -> await(task))
                    .hasMessage("loop")
                    .satisfies(failure -> assertThat(failure.getSuppressed()[0]).hasMessage("clean-up"));
            Task<Void> leaving = createTask(() -> {
                for (int number : each(failing)) {
                    break;
                }
            });
            assertThatThrownBy(() -> await(leaving)).hasMessage("clean-up");
            assertThatThrownBy(() -> failing.forEach(number -> fail("loop")))
                    .hasMessage("loop")
                    .satisfies(failure -> assertThat(failure.getSuppressed()[0]).hasMessage("clean-up"));
        });
    }

    private static void fail(String message) throws IOException {
        throw new IOException(message);
    }

    // failures, nulls, ends

    @Test
    void aFailureOfTheGeneratorIsThrownWhereTheNextItemWouldBe() {
        IOException lost = new IOException("lost");
        AsyncIterable<Integer> failing = AsyncIterable.generate(out -> {
            out.yield(1);
            throw lost;
        });
        Programs.run(() -> {
            assertThatThrownBy(() -> {
                        for (int number : each(failing)) {
                            steps.add(number);
                        }
                    })
                    .isSameAs(lost);
            assertThatThrownBy(() -> failing.forEach(steps::add)).isSameAs(lost);
            AsyncIterator<Integer> items = failing.asyncIterator();
            await(items.advance());
            assertThatThrownBy(() -> await(items.advance())).isSameAs(lost);
            assertThat(await(items.advance())).isFalse();
        });
        steps.expect(1, 1);
    }

    @Test
    void itemsMayBeNull() {
        AsyncIterable<String> items = AsyncIterable.generate(out -> {
            out.yield(null);
            out.yield("a");
        });
        Programs.run(() -> {
            assertThat(items.toList()).containsExactly(null, "a");
            Iterator<String> pulled = each(items).iterator();
            assertThat(pulled.next()).isNull();
            assertThat(pulled.next()).isEqualTo("a");
            assertThat(pulled.hasNext()).isFalse();
            assertThatThrownBy(pulled::next).isInstanceOf(NoSuchElementException.class);
        });
    }

    @Test
    void closingBeforeTheFirstItemRunsNothing() {
        Programs.run(() -> {
            AsyncIterator<Integer> items = numbers.asyncIterator();
            await(items.close());
            await(items.close());
            assertThat(await(items.advance())).isFalse();
        });
        steps.expect();
    }

    @Test
    void currentNeedsAnItemAndAdvanceAnAnswer() {
        Programs.run(() -> {
            AsyncIterator<Integer> items = THREE.asyncIterator();
            assertThatThrownBy(items::current)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("current must be called when advance has given true, but was called without an item");
            CompletableFuture<Boolean> first = items.advance();
            assertThatThrownBy(items::advance)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("advance must be called after the one before has been answered, but was not");
            await(first);
            await(items.close());
        });
    }

    @Test
    void eachIsForOneLoopInABody() {
        Programs.run(() -> {
            Each<Integer> once = each(THREE);
            assertThat(once.iterator().next()).isEqualTo(1);
            assertThatThrownBy(once::iterator)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("each(...) must be iterated once, but was a second time; call each again for another "
                            + "iteration");
        });
        assertThatThrownBy(() -> each(THREE)).hasMessageContaining("each must be called in a coroutine body");
        assertThatThrownBy(() -> THREE.forEach(number -> {}))
                .hasMessageContaining("forEach must be called in a coroutine body");
    }

    // cancelling

    @Test
    void cancellingTheOneWhoWaitsForAnItemCancelsTheGenerator() {
        AsyncIterable<Integer> waiting = AsyncIterable.generate(out -> {
            try {
                await(sleep(LONG));
            } finally {
                await(sleep(SECOND));
                steps.add("cleaned up");
            }
        });
        for (boolean isPushed : new boolean[] {true, false}) {
            Programs.run(() -> {
                Task<Void> task = createTask("user", () -> {
                    if (isPushed) {
                        waiting.forEach(number -> {});
                    }
                    for (int number : each(waiting)) {
                        steps.add(number);
                    }
                });
                await(sleep(SECOND));
                task.cancel();
                assertThatThrownBy(() -> await(task))
                        .isInstanceOf(CancellationException.class)
                        .hasMessageContaining("task 'user' was cancelled");
            });
        }
        steps.expect("cleaned up", "cleaned up");
    }

    @Test
    void cancellingTheOneWhoUsesAnItemClosesTheGenerator() {
        Programs.run(() -> {
            Task<Void> task = createTask(() -> {
                for (int number : each(numbers)) {
                    await(sleep(LONG));
                }
            });
            await(sleep(SECOND));
            task.cancel();
            assertThat(catchThrowable(() -> await(task))).isInstanceOf(CancellationException.class);
            steps.expect("make 1", "cleaned up");
        });
    }

    @Test
    void anItemWithWhichTheGeneratorAnswersACancellationIsNotLost() {
        AsyncIterable<String> answering = AsyncIterable.generate(out -> {
            try {
                await(sleep(LONG));
            } catch (CancellationException cancelled) {
                out.yield("answer");
            }
        });
        Programs.run(() -> {
            Iterator<String> items = each(answering).iterator();
            boolean isLate = moveOnAfter(SECOND, () -> steps.add(items.next()));
            assertThat(isLate).isFalse();
        });
        steps.expect("answer");
    }

    @Test
    void aGeneratorThatIsCancelledBetweenItemsIsToldSoAgainUntilItIsAskedForTheNextOne() {
        AsyncIterable<Integer> goingOn = AsyncIterable.generate(out -> {
            assertThatThrownBy(() -> out.yield(1)).isInstanceOf(CancellationException.class);
            assertThatThrownBy(() -> out.yield(2))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("the generator was cancelled, and yields again before it is asked for the next item");
            await(sleep(SECOND));
            out.yield(3);
        });
        Programs.run(() -> {
            AsyncIterator<Integer> items = goingOn.asyncIterator();
            assertThat(await(items.advance())).isTrue();
            assertThat(items.current()).isEqualTo(1);
            Asyncio.allTasks().stream()
                    .filter(task -> task.name().equals("generator"))
                    .forEach(Task::cancel);
            turn();
            assertThat(await(items.advance())).isTrue();
            assertThat(items.current()).isEqualTo(3);
            assertThat(await(items.advance())).isFalse();
        });
    }

    // scopes

    @Test
    void anItemIsNotYieldedInsideAScopeOfTheGenerator() {
        AsyncIterable<Integer> inTimeout = AsyncIterable.generate(out -> timeout(SECOND, () -> out.yield(1)));
        AsyncIterable<Integer> inGroup =
                AsyncIterable.generate(out -> taskGroup(group -> await(group.createTask(() -> out.yield(1)))));
        String message = "yield must be called where the generator started, but was called in another task or in a "
                + "scope that it has entered; yield outside of timeout and taskGroup, whose end would hit the user of "
                + "the item";
        Programs.run(() -> {
            assertThatThrownBy(() -> inTimeout.forEach(steps::add)).hasMessage(message);
            assertThatThrownBy(() -> each(inTimeout).iterator().hasNext()).hasMessage(message);
            assertThatThrownBy(inGroup::toList)
                    .isInstanceOf(ExceptionGroup.class)
                    .satisfies(failures -> assertThat(((ExceptionGroup) failures).exceptions())
                            .allSatisfy(failure -> assertThat(failure).hasMessage(message)));
        });
        steps.expect();
    }

    @Test
    void aScopeAroundTheUseIsFine() {
        Programs.run(() -> timeout(LONG, () -> THREE.forEach(number -> timeout(LONG, () -> steps.add(number)))));
        steps.expect(1, 2, 3);
    }

    @Test
    void contextVariablesOfTheUserAreThoseOfTheGenerator() {
        ContextVar<String> user = ContextVar.of("user", "nobody");
        AsyncIterable<String> names = AsyncIterable.generate(out -> out.yield(user.get()));
        Programs.run(() -> {
            user.set("Ada");
            assertThat(names.toList()).containsExactly("Ada");
            assertThat(each(names).iterator().next()).isEqualTo("Ada");
        });
    }

    @Test
    void onAParallelLoopItWorksTheSame() {
        List<Integer> items = createTask(() -> {
                    List<Integer> found = new java.util.ArrayList<>();
                    for (int number : each(AsyncIterable.generate((Yielder<Integer> out) -> {
                        for (int at = 0; at < 1_000; at++) {
                            out.yield(at);
                        }
                    }))) {
                        found.add(number);
                    }
                    return found;
                })
                .join();
        assertThat(items).hasSize(1_000).isSorted();
    }

    @Test
    void cancellingTheOneWhoWaitsClosesAnIterationThatDoesNotEndByItself() {
        AsyncIterable<Integer> custom = () -> new AsyncIterator<>() {
            @Override
            public CompletableFuture<Boolean> advance() {
                return EventLoop.running().createFuture();
            }

            @Override
            public Integer current() {
                return 1;
            }

            @Override
            public CompletableFuture<Void> close() {
                steps.add("closed");
                return CompletableFuture.completedFuture(null);
            }
        };
        Programs.run(() -> {
            Task<Void> task = createTask(() -> custom.forEach(steps::add));
            turn();
            turn();
            task.cancel();
            assertThat(catchThrowable(() -> await(task))).isInstanceOf(CancellationException.class);
        });
        steps.expect("closed");
    }

    @Test
    void cancellingTheOneWhoClosesIsPassedOnAndTheCleanUpIsWaitedFor() {
        AsyncIterable<Integer> slowToClose = AsyncIterable.generate(out -> {
            try {
                out.yield(1);
            } finally {
                try {
                    await(sleep(LONG));
                } finally {
                    await(sleep(SECOND));
                    steps.add("cleaned up");
                }
            }
        });
        Programs.run(() -> {
            Task<Void> task = createTask(() -> {
                try (Each<Integer> items = each(slowToClose)) {
                    items.iterator().next();
                }
            });
            await(sleep(SECOND));
            task.cancel();
            assertThat(catchThrowable(() -> await(task))).isInstanceOf(CancellationException.class);
            steps.expect("cleaned up");
        });
    }

    @Test
    void whatAGeneratorOpensIsClosedWithItAlsoWhenItsItemsArePushed() {
        AsyncIterable<Integer> leaving = AsyncIterable.generate(out -> {
            for (int number : each(numbers)) {
                out.yield(number);
                break;
            }
        });
        Programs.run(() -> {
            leaving.forEach(number -> steps.add("use " + number));
            steps.add("after");
        });
        steps.expect("make 1", "use 1", "cleaned up", "after");
    }

    @Test
    void skipLeavesOutTheFirstItems() {
        Programs.run(() -> {
            assertThat(THREE.skip(2).toList()).containsExactly(3);
            assertThat(THREE.skip(0).toList()).containsExactly(1, 2, 3);
            assertThat(THREE.skip(4).toList()).isEmpty();
            assertThat(numbers.skip(2).take(1).toList()).containsExactly(3);
        });
        assertThatThrownBy(() -> THREE.skip(-1)).hasMessage("count must not be negative, but was -1");
    }

    @Test
    void flatMapGoesOverOneSourceAfterTheOther() {
        Programs.run(() -> {
            assertThat(THREE.flatMap(number -> AsyncIterable.of(number, 10 * number))
                            .toList())
                    .containsExactly(1, 10, 2, 20, 3, 30);
            assertThat(THREE.flatMap(number -> numbers.take(1)).take(2).toList())
                    .containsExactly(1, 1);
            assertThatThrownBy(() -> THREE.<Integer>flatMap(number -> null).toList())
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("what the function of flatMap returns must not be null");
        });
    }

    @Test
    void reduceGoesFromTheFirstValueOn() throws IOException {
        int sum = Programs.run(() -> THREE.reduce(10, (soFar, number) -> soFar + await(sleep(SECOND, number))));
        assertThat(sum).isEqualTo(16);
        String none = Programs.run(() -> AsyncIterable.<String>of().reduce("none", (soFar, item) -> item));
        assertThat(none).isEqualTo("none");
        assertThatThrownBy(() -> Programs.run(() -> THREE.<Integer, IOException>reduce(0, (soFar, number) -> {
                    throw new IOException("lost");
                })))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> THREE.reduce(0, Integer::sum)).hasMessageStartingWith("reduce must be called in");
    }

    @Test
    void filterAndZipMayThrowAndWait() {
        IOException lost = new IOException("lost");
        Programs.run(() -> {
            assertThat(THREE.filter(number -> await(sleep(SECOND, number % 2 == 1)))
                            .toList())
                    .containsExactly(1, 3);
            assertThatThrownBy(() -> THREE.filter(number -> {
                                throw lost;
                            })
                            .toList())
                    .isSameAs(lost);
            assertThatThrownBy(() -> THREE.zip(numbers, (left, right) -> {
                                throw lost;
                            })
                            .toList())
                    .isSameAs(lost);
        });
    }

    @Test
    void mapConcurrentlyKeepsTheOrderAndTheLimit() {
        int[] running = {0, 0};
        Programs.run(() -> {
            List<Integer> times = AsyncIterable.of(3, 1, 2, 0)
                    .mapConcurrently(2, seconds -> {
                        running[1] = Math.max(running[1], ++running[0]);
                        await(sleep(Duration.ofSeconds(seconds)));
                        running[0]--;
                        return seconds;
                    })
                    .toList();
            assertThat(times).containsExactly(3, 1, 2, 0);
            assertThat(running).containsExactly(0, 2);
            assertThat(EventLoop.running().time()).isEqualTo(Duration.ofSeconds(3));
        });
    }

    @Test
    void mapConcurrentlyGivesEachResultAsSoonAsItIsThere() {
        AsyncIterable<Integer> slow = AsyncIterable.generate(out -> {
            out.yield(1);
            await(sleep(LONG));
            out.yield(2);
        });
        Programs.run(() -> {
            try (Each<Integer> all = each(slow.mapConcurrently(5, number -> number))) {
                assertThat(all.iterator().next()).isEqualTo(1);
                assertThat(EventLoop.running().time()).isEqualTo(Duration.ZERO);
            }
        });
    }

    @Test
    void mapConcurrentlyEndsAllWhenOneFailsAndWhenItIsLeft() {
        IOException lost = new IOException("lost");
        Programs.run(() -> {
            Throwable failure = catchThrowable(() -> numbers.mapConcurrently(3, number -> {
                        if (number == 2) {
                            throw lost;
                        }
                        return await(sleep(LONG, number));
                    })
                    .toList());
            assertThat(failure).isInstanceOf(ExceptionGroup.class).hasCause(lost);
            assertThat(steps.taken()).endsWith("cleaned up");
            for (int number : each(numbers.mapConcurrently(2, number -> number))) {
                assertThat(number).isEqualTo(1);
                break;
            }
            turn();
        });
        assertThat(steps.taken()).endsWith("cleaned up");
        assertThatThrownBy(() -> numbers.mapConcurrently(0, number -> 1))
                .hasMessage("limit must be positive, but was 0");
    }
}

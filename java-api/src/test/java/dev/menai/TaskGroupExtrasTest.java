package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.mapConcurrently;
import static dev.menai.Asyncio.race;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;
import static dev.menai.support.Programs.after;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What task groups have beyond asyncio. */
class TaskGroupExtrasTest {
    private static final Duration LONG = Duration.ofHours(1);
    private final Steps steps = new Steps();

    // start

    @Test
    void startGivesTheValueWithWhichTheTaskIsReadyAndTheTaskGoesOn() {
        Programs.run(() -> taskGroup(group -> {
            int port = await(group.<Integer>start("server", started -> {
                after(1, "");
                started.ready(8080);
                try {
                    await(sleep(LONG));
                } finally {
                    steps.add("server closed");
                }
            }));
            assertThat(port).isEqualTo(8080);
            assertThat(group.tasks()).extracting(Task::name).containsExactly("server");
            group.cancel();
        }));
        steps.expect("server closed");
    }

    @Test
    void startFailsWithTheTaskThatIsNotReadyYetAndTheGroupGoesOn() {
        Programs.run(() -> taskGroup(group -> {
            IOException lost = new IOException("port in use");
            assertThatThrownBy(() -> await(group.start(started -> {
                        throw lost;
                    })))
                    .isSameAs(lost);
            assertThatThrownBy(() -> await(group.start(started -> {})))
                    .isInstanceOf(InvalidStateException.class)
                    .hasMessage("a task that is started must call ready() before it ends, but it ended without");
            after(1, "");
        }));
    }

    @Test
    void aFailureAfterTheReadinessFailsTheGroup() {
        Programs.run(() -> assertThatThrownBy(() -> taskGroup(group -> {
                    await(group.start(started -> {
                        started.ready(1);
                        throw new IOException("lost");
                    }));
                    await(sleep(LONG));
                }))
                .isInstanceOf(ExceptionGroup.class));
    }

    @Test
    void cancellingTheReadinessCancelsTheTask() {
        Programs.run(() -> taskGroup(group -> {
            CompletableFuture<Integer> readiness = group.start(started -> {
                try {
                    await(sleep(LONG));
                } finally {
                    steps.add("cancelled");
                }
            });
            after(1, "");
            readiness.cancel(false);
            after(1, "");
            assertThat(group.tasks()).isEmpty();
        }));
        steps.expect("cancelled");
    }

    @Test
    void readyIsCalledOnce() {
        Programs.run(() -> {
            ExceptionGroup failures = catchThrowableOfType(
                    ExceptionGroup.class,
                    () -> taskGroup(group -> group.<Integer>start(started -> {
                        started.ready(1);
                        started.ready(2);
                    })));
            assertThat(failures.exceptions().get(0))
                    .isInstanceOf(InvalidStateException.class)
                    .hasMessage("ready must be called once, but was called again with 2");
        });
    }

    // race

    @Test
    void theFirstSuccessWinsAndTheOthersAreCancelledAndWaitedFor() {
        Programs.run(() -> {
            String winner = race(
                    () -> {
                        throw new IOException("fails at once");
                    },
                    () -> after(1, "second"),
                    () -> {
                        try {
                            return after(2, "third");
                        } finally {
                            steps.add(after(1, "loser cleaned up"));
                        }
                    });
            assertThat(winner).isEqualTo("second");
            steps.expect("loser cleaned up");
        });
    }

    @Test
    void whenAllFailTheFailuresComeOutAsAGroupInTheirOrder() {
        Programs.run(() -> {
            ExceptionGroup failures = catchThrowableOfType(
                    ExceptionGroup.class,
                    () -> race(
                            () -> {
                                after(2, "");
                                throw new IOException("late");
                            },
                            () -> {
                                throw new IOException("early");
                            }));
            assertThat(failures).hasMessageStartingWith("no body of the race succeeded (2 sub-exceptions): ");
            assertThat(failures.exceptions()).extracting(Throwable::getMessage).containsExactly("early", "late");
        });
    }

    @Test
    void aRaceOfNobodyIsRefused() {
        assertThatThrownBy(() -> race(List.<Coroutine<Integer>>of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bodies must not be empty: nobody could win the race");
        Programs.run(() -> assertThatThrownBy(() -> race(() -> {
                    throw new CancellationException("own");
                }))
                .isInstanceOf(CancellationException.class)
                .hasMessage("every body of the race was cancelled"));
    }

    @Test
    void aRaceMayBeWonWithNull() {
        Programs.run(() -> assertThat(Arrays.asList((Object) race(() -> null, () -> after(1, "late"))))
                .containsExactly((Object) null));
    }

    @Test
    void cancellingTheOneWhoWaitsForARaceCancelsEverybodyInIt() {
        Programs.run(() -> {
            Task<String> waiting = createTask(() -> race(() -> {
                try {
                    return after(100, "never");
                } finally {
                    steps.add("cancelled");
                }
            }));
            after(1, "");
            waiting.cancel();
            assertThat(catchThrowable(() -> await(waiting))).isInstanceOf(CancellationException.class);
        });
        steps.expect("cancelled");
    }

    // mapConcurrently

    @Test
    void resultsAreInTheOrderOfTheItemsAndSoManyRunAtATime() {
        Programs.run(() -> {
            AtomicInteger running = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            List<String> results = mapConcurrently(List.of(5, 1, 2, 4, 3), 2, seconds -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                String result = after(seconds, "after " + seconds);
                running.decrementAndGet();
                return result;
            });
            assertThat(results).containsExactly("after 5", "after 1", "after 2", "after 4", "after 3");
            assertThat(most).hasValue(2);
            assertThat(EventLoop.running().time()).isEqualTo(Duration.ofSeconds(8));
        });
    }

    @Test
    void oneFailureCancelsTheRest() {
        Programs.run(() -> {
            ExceptionGroup failures = catchThrowableOfType(
                    ExceptionGroup.class,
                    () -> mapConcurrently(List.of(1, 2, 3, 4), 2, number -> {
                        steps.add(number);
                        if (number == 1) {
                            throw new IOException("lost");
                        }
                        return after(number, number);
                    }));
            assertThat(failures.exceptions()).hasSize(1);
            steps.expect(1, 2);
        });
    }

    @Test
    void emptyCollectionsAndNullsAreFineAndALimitMustBePositive() {
        Programs.run(() -> {
            assertThat(mapConcurrently(List.of(), 3, item -> item)).isEmpty();
            assertThat(mapConcurrently(Arrays.asList(1, null), 3, item -> item)).containsExactly(1, null);
        });
        assertThatThrownBy(() -> mapConcurrently(List.of(1), 0, item -> item))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit must be positive, but was 0");
    }

    @Test
    void anItemWhoseFunctionIsCancelledLeavesNoHole() {
        Programs.run(() -> {
            CancellationException own = new CancellationException("item 2");
            assertThatThrownBy(() -> mapConcurrently(List.of(1, 2, 3, 4), 1, item -> {
                        if (item == 2) {
                            throw own;
                        }
                        return item * 10;
                    }))
                    .isSameAs(own);
        });
    }

    @Test
    void theReadinessOfATaskThatNeverStartsIsCancelled() {
        Programs.run(() -> {
            List<CompletableFuture<Integer>> readiness = new java.util.ArrayList<>();
            taskGroup(group -> {
                readiness.add(group.start(started -> started.ready(1)));
                group.cancel();
            });
            assertThat(catchThrowable(() -> await(readiness.get(0)))).isInstanceOf(CancellationException.class);
        });
    }

    @Test
    void aTaskOfAGroupCanBeCancelledThroughWhoeverWaitsForIt() {
        Programs.run(() -> taskGroup(group -> {
            Task<Void> child = group.createTask(() -> await(sleep(LONG)));
            assertThatThrownBy(() -> await(Asyncio.waitFor(child, Duration.ofSeconds(1))))
                    .isInstanceOf(TimeoutException.class)
                    .hasCauseInstanceOf(CancellationException.class);
            assertThat(child.isCancelled()).isTrue();
        }));
    }

    @Test
    void aBodyThatWinsBeforeTheOthersAreStartedWins() {
        Programs.run(() -> {
            EventLoop.running().setTaskFactory(TaskFactory.eager());
            String winner = race(() -> "first", () -> "second");
            assertThat(winner).isEqualTo("first");
            CancellationException own = new CancellationException("item 1");
            assertThatThrownBy(() -> mapConcurrently(List.of(1, 2, 3), 3, item -> {
                        throw own;
                    }))
                    .isSameAs(own);
        });
        assertThat(createTask(() -> race(() -> "first", () -> "second")).join()).isIn("first", "second");
    }
}

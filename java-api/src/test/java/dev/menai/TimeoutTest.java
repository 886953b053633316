package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.moveOnAfter;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;
import static dev.menai.Asyncio.timeout;
import static dev.menai.Asyncio.timeoutAt;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TimeoutTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofHours(1);
    private final Steps steps = new Steps();

    private static int cancelling() {
        return Asyncio.currentTask().cancelling();
    }

    @Test
    @DisplayName("TMO-1: the deadline cancels the body once; at the end that becomes the timeout, and the task goes on")
    void expires() {
        Programs.run(() -> {
            Timeout scope = Timeout.after(SECOND);
            TimeoutException late = catchThrowableOfType(
                    TimeoutException.class,
                    () -> scope.with(() -> {
                        try {
                            await(sleep(LONG));
                        } catch (CancellationException cancelled) {
                            assertThat(scope.isExpired()).isTrue();
                            assertThat(cancelling()).isEqualTo(1);
                            steps.add(cancelled);
                            throw cancelled;
                        }
                    }));
            steps.expect(late.getCause());
            assertThat(late)
                    .hasMessageMatching(
                            "Timeout of PT1S in task 'Task-\\d+' expired, while it " + "waited for sleep\\(\\d+ s\\)");
            assertThat(late.duration()).isEqualTo(SECOND);
            assertThat(late.deadline()).isEqualTo(SECOND);
            assertThat(cancelling()).isZero();
            turn();

            TimeoutException at = catchThrowableOfType(
                    TimeoutException.class, () -> timeoutAt(Duration.ofSeconds(3), () -> await(sleep(LONG))));
            assertThat(at.duration()).isNull();
            assertThat(at.deadline()).isEqualTo(Duration.ofSeconds(3));
        });
    }

    @Test
    @DisplayName("TMO-2: null never fires; zero and a deadline in the past fire at the first wait")
    void limits() {
        Programs.run(() -> {
            Timeout endless = Timeout.after(null);
            String value = endless.with(() -> {
                assertThat(endless.when()).isNull();
                return await(sleep(LONG, "value"));
            });
            assertThat(value).isEqualTo("value");
            String other = timeoutAt(null, () -> await(sleep(LONG, "value")));
            assertThat(other).isEqualTo("value");
            assertThatThrownBy(() -> timeout(Duration.ZERO, () -> turn())).isInstanceOf(TimeoutException.class);
            assertThatThrownBy(() -> timeout(SECOND.negated(), () -> turn())).isInstanceOf(TimeoutException.class);
            assertThatThrownBy(() -> timeoutAt(SECOND, () -> turn())).isInstanceOf(TimeoutException.class);
        });
    }

    @Test
    @DisplayName("TMO-3: a body that never waits is never timed out")
    void neverWaits() {
        Programs.run(() -> {
            Timeout scope = Timeout.after(Duration.ZERO);
            String value = scope.with(() -> "value");
            assertThat(value).isEqualTo("value");
            turn();
            assertThat(scope.isExpired()).isFalse();
        });
    }

    @Test
    @DisplayName("TMO-4: leaving before the deadline disarms it; when() stays readable")
    void leftInTime() {
        Programs.run(() -> {
            Timeout scope = Timeout.after(SECOND);
            scope.with(() -> {});
            await(sleep(LONG));
            assertThat(scope.isExpired()).isFalse();
            assertThat(scope.when()).isEqualTo(SECOND);
            assertThat(scope).hasToString("Timeout[exited], when=PT1S");
        });
    }

    @Test
    @DisplayName("TMO-5: another exception passes unchanged, before the deadline or in the clean-up after it")
    void otherExceptions() {
        Programs.run(() -> {
            IOException lost = new IOException("lost");
            assertThatThrownBy(() -> timeout(SECOND, () -> {
                        throw lost;
                    }))
                    .isSameAs(lost);
            assertThatThrownBy(() -> timeout(SECOND, () -> {
                        try {
                            await(sleep(LONG));
                        } catch (CancellationException cancelled) {
                            throw lost;
                        }
                    }))
                    .isSameAs(lost);
            assertThat(cancelling()).isZero();
        });
    }

    @Test
    @DisplayName(
            "TMO-6: a body that swallows the cancellation ends normally; isExpired() tells, the count is as before")
    void swallowed() {
        Programs.run(() -> {
            Timeout scope = Timeout.after(SECOND);
            int value = scope.with(() -> {
                catchThrowable(() -> await(sleep(LONG)));
                return 1;
            });
            assertThat(value).isEqualTo(1);
            assertThat(scope.isExpired()).isTrue();
            assertThat(cancelling()).isZero();
            turn();
        });
    }

    @Test
    @DisplayName("TMO-7: a cancellation from outside stays one, before the deadline or in addition to it")
    void cancelledFromOutside() {
        Programs.run(() -> {
            for (boolean isExpired : new boolean[] {false, true}) {
                Timeout scope = Timeout.after(SECOND);
                Task<Void> task = createTask(() -> scope.with(() -> {
                    try {
                        await(sleep(LONG));
                    } finally {
                        if (isExpired) {
                            await(sleep(SECOND));
                        }
                    }
                }));
                turn();
                if (isExpired) {
                    EventLoop.running().callLater(Duration.ofMillis(1500), task::cancel);
                } else {
                    task.cancel();
                }
                assertThat(catchThrowable(() -> await(task))).isInstanceOf(CancellationException.class);
                assertThat(scope.isExpired()).isEqualTo(isExpired);
                assertThat(task.cancelling()).isEqualTo(1);
            }
        });
    }

    @Test
    @DisplayName("TMO-8: it counts from the entry: in a task that swallowed a cancellation before, it works")
    void afterSwallowedCancellation() {
        Programs.run(() -> {
            Asyncio.currentTask().cancel();
            assertThat(catchThrowable(Programs::turn)).isInstanceOf(CancellationException.class);
            assertThatThrownBy(() -> timeout(SECOND, () -> await(sleep(LONG)))).isInstanceOf(TimeoutException.class);
            assertThat(cancelling()).isEqualTo(1);
            Asyncio.currentTask().uncancel();
        });
    }

    @Test
    @DisplayName(
            "TMO-9: of nested ones the one that expired throws; when both do at once, the outer one, and both tell")
    void nested() {
        Programs.run(() -> {
            Throwable inner = catchThrowable(() -> timeout(LONG, () -> timeout(SECOND, () -> await(sleep(LONG)))));
            assertThat(((TimeoutException) inner).duration()).isEqualTo(SECOND);
            Throwable outerOne = catchThrowable(() -> timeout(SECOND, () -> timeout(LONG, () -> await(sleep(LONG)))));
            assertThat(((TimeoutException) outerOne).duration()).isEqualTo(SECOND);

            Timeout outerScope = Timeout.after(SECOND);
            AtomicReference<Timeout> innerScope = new AtomicReference<>();
            Throwable both = catchThrowable(() -> outerScope.with(() -> {
                innerScope.set(Timeout.at(outerScope.when()));
                assertThatThrownBy(() -> innerScope.get().with(() -> await(sleep(LONG))))
                        .isInstanceOf(CancellationException.class)
                        .satisfies(steps::add);
                throw (CancellationException) steps.taken().get(0);
            }));
            assertThat(both).isInstanceOf(TimeoutException.class);
            assertThat(outerScope.isExpired()).isTrue();
            assertThat(innerScope.get().isExpired()).isTrue();
            assertThat(cancelling()).isZero();
        });
    }

    @Test
    @DisplayName("TMO-10: a timeout in the clean-up of an expired one works on its own")
    void inCleanUp() {
        Programs.run(() -> assertThatThrownBy(() -> timeout(SECOND, () -> {
                    try {
                        await(sleep(LONG));
                    } finally {
                        assertThatThrownBy(() -> timeout(SECOND, () -> await(sleep(LONG))))
                                .isInstanceOf(TimeoutException.class);
                        steps.add(EventLoop.running().time());
                    }
                }))
                .isInstanceOf(TimeoutException.class));
        steps.expect(Duration.ofSeconds(2));
    }

    @Test
    @DisplayName("TMO-11: reschedule moves or removes the deadline; one in the past fires on the next turn")
    void reschedule() {
        Programs.run(() -> {
            Timeout scope = Timeout.after(SECOND);
            scope.with(() -> {
                scope.reschedule(Duration.ofSeconds(5));
                await(sleep(Duration.ofSeconds(2)));
                assertThat(scope.when()).isEqualTo(Duration.ofSeconds(5));
                assertThat(scope).hasToString("Timeout[entered], when=PT5S");
                scope.reschedule(null);
                await(sleep(LONG));
                assertThat(scope).hasToString("Timeout[entered]");
            });
            Timeout endless = Timeout.after(null);
            assertThatThrownBy(() -> endless.with(() -> {
                        endless.reschedule(Duration.ZERO);
                        turn();
                    }))
                    .isInstanceOf(TimeoutException.class);
        });
    }

    @Test
    @DisplayName("TMO-11: before the entry, while expiring, after the expiry and after the end it is refused")
    void rescheduleRefused() {
        Programs.run(() -> {
            Timeout scope = Timeout.after(SECOND);
            assertThatThrownBy(() -> scope.reschedule(LONG))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Timeout[created] must be entered to be rescheduled, but is not yet; call it in the "
                            + "body of with");
            catchThrowable(() -> scope.with(() -> {
                try {
                    await(sleep(LONG));
                } finally {
                    assertThatThrownBy(() -> scope.reschedule(LONG))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageMatching("Timeout of PT1S in task 'Task-\\d+' is expiring: cannot reschedule "
                                    + "it; do so in its body, before its time is over");
                }
            }));
            assertThatThrownBy(() -> scope.reschedule(LONG)).hasMessageContaining("is expired");
            Timeout left = Timeout.at(LONG);
            left.with(() -> {});
            assertThatThrownBy(() -> left.reschedule(LONG)).hasMessageContaining("is exited");
        });
    }

    @Test
    @DisplayName("TMO-14: it is for one use; before that it has a deadline if it was given one")
    void oneUse() {
        Programs.run(() -> {
            Timeout after = Timeout.after(SECOND);
            Timeout at = Timeout.at(LONG);
            assertThat(after.when()).isNull();
            assertThat(at.when()).isEqualTo(LONG);
            assertThat(at.isExpired()).isFalse();
            assertThat(at).hasToString("Timeout[created]");
            after.with(() -> assertThatThrownBy(() -> after.with(() -> steps.add("again")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Timeout[entered], when=PT1S must be entered once, but was entered before; make "
                            + "another one"));
            assertThatThrownBy(() -> after.with(() -> 1)).hasMessageContaining("must be entered once");
        });
        steps.expect();
        Timeout outside = Timeout.after(SECOND);
        assertThatThrownBy(() -> outside.with(() -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Timeout.with must be called in a coroutine body, but was called in");
        int value = Programs.run(() -> outside.with(() -> 1));
        assertThat(value).as("one that could not be entered is not used up").isEqualTo(1);
    }

    @Test
    @DisplayName("TMO-12: it is entered in a coroutine body only")
    void needsBody() {
        assertThatThrownBy(() -> timeout(SECOND, () -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("timeout must be called in a coroutine body, but was called in");
    }

    @Test
    @DisplayName("TMO-13: around a task group it gives a bare timeout; failures of clean-ups are suppressed in it")
    void aroundGroup() {
        Programs.run(() -> {
            assertThat(catchThrowable(() ->
                            timeout(SECOND, () -> taskGroup(group -> group.createTask(() -> await(sleep(LONG)))))))
                    .isInstanceOf(TimeoutException.class)
                    .hasNoSuppressedExceptions();
            Throwable late = catchThrowable(() -> timeout(
                    SECOND,
                    () -> taskGroup(group -> {
                        group.createTask(() -> {
                            try {
                                await(sleep(LONG));
                            } finally {
                                fail("clean-up");
                            }
                        });
                    })));
            assertThat(late).isInstanceOf(TimeoutException.class);
            assertThat(late.getSuppressed()).singleElement().isInstanceOf(ExceptionGroup.class);
        });
    }

    private static void fail(String message) throws IOException {
        throw new IOException(message);
    }

    @Test
    @DisplayName("TMO-13: in the body of a group a timeout becomes a member of the group")
    void inGroup() {
        Programs.run(() -> {
            ExceptionGroup failures = catchThrowableOfType(
                    ExceptionGroup.class, () -> taskGroup(group -> timeout(SECOND, () -> await(sleep(LONG)))));
            assertThat(failures.exceptions()).singleElement().isInstanceOf(TimeoutException.class);
        });
    }

    @Test
    @DisplayName("moveOnAfter tells instead of throwing, and loses neither other exceptions nor those of clean-ups")
    void moveOn() {
        Programs.run(() -> {
            Outcome<String> late = moveOnAfter(SECOND, () -> await(sleep(LONG, "late")));
            assertThat(late.exception()).isInstanceOf(TimeoutException.class);
            assertThat(late.orElse("nothing")).isEqualTo("nothing");
            assertThat(moveOnAfter(LONG, () -> await(sleep(SECOND, "in time")))).isEqualTo(Outcome.success("in time"));
            Outcome<String> nothing = moveOnAfter(LONG, () -> null);
            assertThat(nothing.isSuccess()).isTrue();
            assertThat(nothing.orElse("late")).isNull();
            assertThat(moveOnAfter(SECOND, () -> {
                        await(sleep(LONG));
                    }))
                    .isTrue();
            assertThat(moveOnAfter(LONG, () -> {})).isFalse();
            assertThatThrownBy(() -> moveOnAfter(SECOND, () -> fail("lost"))).hasMessage("lost");
            assertThatThrownBy(() -> moveOnAfter(
                            SECOND,
                            () -> taskGroup(group -> group.createTask(() -> {
                                try {
                                    await(sleep(LONG));
                                } finally {
                                    fail("clean-up");
                                }
                            }))))
                    .isInstanceOf(ExceptionGroup.class);
            // an expiry of another scope is not ours to swallow
            assertThatThrownBy(() -> moveOnAfter(LONG, () -> timeout(SECOND, () -> await(sleep(LONG)))))
                    .isInstanceOf(TimeoutException.class);
        });
    }

    @Test
    @DisplayName("checked exceptions of the body come out as such")
    void checkedExceptions() {
        IOException caught = Programs.run(() -> {
            try {
                Timeout scope = Timeout.after(SECOND);
                String value = scope.with(() -> {
                    if (scope.when() != null) {
                        throw new IOException("lost");
                    }
                    return "not thrown";
                });
                return new IOException(value);
            } catch (IOException lost) {
                return lost;
            }
        });
        assertThat(caught).hasMessage("lost");
    }

    @Test
    @DisplayName("on a parallel loop it works the same")
    void parallel() {
        Throwable late = createTask(() -> catchThrowable(() -> timeout(Duration.ofMillis(2), () -> await(sleep(LONG)))))
                .join();
        assertThat(late).isInstanceOf(TimeoutException.class);
    }

    @Test
    void aTimeoutOfAUsersOwnHasAMessage() {
        TimeoutException late = new TimeoutException("no answer");
        assertThat(late).hasMessage("no answer").hasNoCause();
        assertThat(late.duration()).isNull();
        assertThat(late.deadline()).isNull();
    }

    @Test
    @DisplayName("TMO-7: a request that is there when the scope is entered is not the scope's own")
    void requestBeforeTheEntry() {
        Programs.run(() -> {
            Task<?> task = createTask(() -> {
                Asyncio.currentTask().cancel("before the entry");
                timeout(Duration.ZERO, () -> await(sleep(LONG)));
            });
            assertThatThrownBy(() -> await(task))
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("before the entry");
        });
    }
}

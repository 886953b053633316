package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.toThread;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.function.ThrowingRunnable;
import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CarriedThreadLocalsTest {
    /** The loops on which a program is run. */
    enum Kind {
        REAL_TIME,
        VIRTUAL_TIME,
        SHUFFLED,
        PARALLEL;

        private EventLoop loop() {
            return switch (this) {
                case REAL_TIME -> EventLoop.create();
                case VIRTUAL_TIME -> EventLoop.virtualTime();
                case SHUFFLED -> EventLoop.shuffled(17);
                case PARALLEL -> EventLoop.parallel();
            };
        }

        void run(ThrowingRunnable<Exception> main) throws Exception {
            if (this == PARALLEL) {
                EventLoop loop = loop();
                loop.submit(() -> {
                            main.run();
                            return null;
                        })
                        .get();
                loop.close();
                return;
            }
            try (Runner runner = new Runner(RunnerOptions.onLoop(this::loop))) {
                runner.run(main);
            }
        }
    }

    private final ThreadLocal<String> user = new ThreadLocal<>();
    private final ContextCarrier.Registration registration = Context.carry(user);
    private final Steps steps = new Steps();

    @AfterEach
    void withdraw() {
        registration.close();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("CTX-7: a declared thread-local goes with tasks, eager ones too, and their changes stay with them")
    void tasks(Kind kind) throws Exception {
        user.set("caller");
        kind.run(() -> {
            assertThat(user.get()).isEqualTo("caller");
            user.set("main");
            Task<String> task = createTask(() -> seenAndChanged("task"));
            Task<String> eager = createTask(TaskOptions.named("eager").withEager(true), () -> seenAndChanged("eager"));
            user.set("changed");
            assertThat(await(gather(task, eager))).containsExactly("main", "main");
            assertThat(user.get()).isEqualTo("changed");
        });
        assertThat(user.get()).isEqualTo("caller");
    }

    private String seenAndChanged(String change) {
        String seen = user.get();
        user.set(change);
        turn();
        assertThat(user.get()).isEqualTo(change);
        return seen;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("CTX-7: a declared thread-local goes with callbacks, timers and done callbacks")
    void callbacks(Kind kind) throws Exception {
        kind.run(() -> {
            EventLoop loop = EventLoop.running();
            AsyncFuture<String> soon = loop.createFuture();
            AsyncFuture<String> later = loop.createFuture();
            AsyncFuture<String> done = loop.createFuture();
            user.set("registered");
            loop.callSoon(() -> {
                soon.setResult(user.get());
                user.set("callback");
            });
            loop.callLater(Duration.ofMillis(1), () -> later.setResult(user.get()));
            soon.addDoneCallback(future -> done.setResult(user.get()));
            user.set("changed");
            assertThat(await(gather(soon, later, done))).containsOnly("registered");
            assertThat(user.get()).isEqualTo("changed");
        });
        assertThat(user.get()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("CTX-7: a declared thread-local goes with blocking work, and the thread gets back its own")
    void blockingWork(Kind kind) throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            executor.submit(() -> user.set("own")).get();
            kind.run(() -> {
                user.set("main");
                assertThat(await(toThread(() -> seenAndSet("thread")))).isEqualTo("main");
                CompletableFuture<String> passed =
                        EventLoop.running().runInExecutor(executor, () -> seenAndSet("executor"));
                assertThat(await(passed)).isEqualTo("main");
                CompletableFuture<String> failing = EventLoop.running().runInExecutor(executor, () -> {
                    throw new IOException(seenAndSet("failing"));
                });
                assertThatThrownBy(() -> await(failing))
                        .isInstanceOf(IOException.class)
                        .hasMessage("main");
                assertThat(user.get()).isEqualTo("main");
            });
            assertThat(executor.submit(user::get).get()).isEqualTo("own");
        } finally {
            executor.shutdown();
        }
    }

    private String seenAndSet(String change) {
        String seen = user.get();
        user.set(change);
        return seen;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("CTX-7: a generator and its user share the thread-local, as they share context variables")
    void generators(Kind kind) throws Exception {
        kind.run(() -> {
            user.set("user");
            AsyncIterable<String> items = AsyncIterable.generate(out -> {
                for (int number = 0; number < 100; number++) {
                    out.yield(seenAndSet("generator " + number));
                }
            });
            int number = 0;
            String last = "user";
            for (String item : each(items)) {
                assertThat(item).isEqualTo(last);
                last = "user " + number;
                assertThat(seenAndSet(last)).isEqualTo("generator " + number++);
            }
            assertThat(number).isEqualTo(100);
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("CTX-8: what a body sets survives its awaits and is seen by no other body")
    void interleaving(Kind kind) throws Exception {
        kind.run(() -> {
            List<Task<Void>> tasks = new ArrayList<>();
            for (int number = 0; number < 50; number++) {
                String own = "body " + number;
                int millis = number % 3;
                tasks.add(createTask(() -> keepsItsOwn(own, millis)));
            }
            await(gather(tasks));
            assertThat(user.get()).isNull();
        });
    }

    private void keepsItsOwn(String own, int millis) {
        assertThat(user.get()).isNull();
        for (int step = 0; step < 10; step++) {
            String value = own + " step " + step;
            user.set(value);
            EventLoop.running().callSoon(() -> user.set("callback"));
            await(sleep(Duration.ofMillis(millis)));
            assertThat(user.get()).isEqualTo(value);
            user.remove();
            turn();
            assertThat(user.get()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("CTX-8: tasks that are given the same context see each other's changes when they go on")
    void sharedContext(Kind kind) throws Exception {
        kind.run(() -> {
            Context shared = Context.empty();
            AsyncFuture<Void> changed = EventLoop.running().createFuture();
            Task<Void> waiting = createTask(TaskOptions.inContext(shared), () -> {
                user.set("waiting");
                await(changed);
                assertThat(user.get()).isEqualTo("changing");
            });
            while (!waiting.toString().contains("awaits")) {
                turn(); // on a parallel loop it waits sooner or later
            }
            await(createTask(TaskOptions.inContext(shared), () -> user.set("changing")));
            changed.setResult(null);
            await(waiting);
            assertThat(shared.run(user::get)).isEqualTo("changing");
            assertThat(user.get()).isNull();
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("CTX-8: who has changed nothing does not undo what another task did in the same context")
    void sharedContextUnchanged(Kind kind) throws Exception {
        kind.run(() -> {
            Context shared = Context.empty();
            AsyncFuture<Void> changed = EventLoop.running().createFuture();
            Task<String> waiting = createTask(TaskOptions.inContext(shared), () -> {
                await(changed);
                turn();
                return user.get();
            });
            turn();
            await(createTask(TaskOptions.inContext(shared), () -> user.set("changed")));
            changed.setResult(null);
            assertThat(await(waiting)).isEqualTo("changed");
            assertThat(await(createTask(TaskOptions.inContext(shared), user::get)))
                    .isEqualTo("changed");
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("CTX-9: threads have their own value back after failures and cancellations too")
    void endings(Kind kind) throws Exception {
        user.set("caller");
        kind.run(() -> {
            Task<Void> failing = createTask(() -> {
                user.set("failing");
                turn();
                throw new IOException("lost");
            });
            Task<Void> cancelled = createTask(() -> {
                user.set("cancelled");
                try {
                    await(sleep(Duration.ofHours(1)));
                } finally {
                    steps.add(user.get());
                }
            });
            assertThatThrownBy(() -> await(failing)).isInstanceOf(IOException.class);
            turn();
            cancelled.cancel();
            assertThatThrownBy(() -> await(cancelled)).isInstanceOf(CancellationException.class);
            assertThat(user.get()).isEqualTo("caller");
            assertThat(await(createTask(TaskOptions.inContext(Context.empty()), user::get)))
                    .isNull();
        });
        assertThat(user.get()).isEqualTo("caller");
    }

    @Test
    @DisplayName("CTX-9: a run that fails gives the calling thread its own value back")
    void failingRun() {
        user.set("caller");
        assertThatThrownBy(() -> Programs.run(() -> {
                    user.set("main");
                    throw new IOException("lost");
                }))
                .isInstanceOf(IOException.class);
        assertThat(user.get()).isEqualTo("caller");
    }

    @Test
    @DisplayName("CTX-9: the threads of bodies hold nothing when the bodies have ended")
    void nothingIsLeftOnWorkers() {
        Programs.run(() -> {
            createTask(() -> user.set("ended"));
            turn();
            registration.close();
            assertThat(await(gather(user::get, user::get))).containsOnlyNulls();
        });
    }

    @Test
    void aContextKeepsWhatWasSetInIt() {
        Context context = Context.empty();
        user.set("thread");
        context.run(() -> {
            assertThat(user.get()).isNull();
            user.set("context");
        });
        assertThat(user.get()).isEqualTo("thread");
        assertThat(context.<String, RuntimeException>run(user::get)).isEqualTo("context");
        assertThatThrownBy(() -> context.run(() -> {
                    user.set("failed");
                    throw new IOException("lost");
                }))
                .isInstanceOf(IOException.class);
        assertThat(user.get()).isEqualTo("thread");
        assertThat(context.<String, RuntimeException>run(user::get)).isEqualTo("failed");
    }

    @Test
    void aBodyMayWaitInAnotherContext() {
        ContextVar<String> variable = ContextVar.of("variable", "unset");
        Programs.run(() -> {
            user.set("outside");
            Context.empty().run(() -> {
                user.set("inside");
                variable.set("inside");
                createTask(() -> user.set("other"));
                turn();
                assertThat(user.get()).isEqualTo("inside");
                assertThat(variable.get()).isEqualTo("inside");
            });
            assertThat(user.get()).isEqualTo("outside");
            assertThat(variable.get()).isEqualTo("unset");
        });
    }

    @Test
    void derivedStagesOfTheEngineDoNotSeeWhoWaits() {
        ContextVar<String> variable = ContextVar.of("variable", "unset");
        Programs.run(() -> {
            user.set("body");
            variable.set("body");
            var soon = sleep(Duration.ZERO, "").thenApply(value -> value + seenAndSet("soon") + variable.get());
            var later =
                    sleep(Duration.ofSeconds(1), "").thenApply(value -> value + seenAndSet("later") + variable.get());
            assertThat(await(gather(soon, later))).containsExactly("nullunset", "nullunset");
            assertThat(user.get()).isEqualTo("body");
        });
    }

    @Test
    void theExceptionHandlerSeesTheThreadLocalOfTheCallback() {
        Programs.run(() -> {
            EventLoop loop = EventLoop.running();
            loop.setExceptionHandler((self, context) -> steps.add(user.get()));
            user.set("main");
            loop.callSoon(() -> {
                user.set("callback");
                throw new IllegalStateException("failed");
            });
            user.set("changed");
            turn();
            steps.expect("callback");
            assertThat(user.get()).isEqualTo("changed");
        });
    }

    @Test
    void initialValuesInheritanceAndNulls() {
        ThreadLocal<String> initial = ThreadLocal.withInitial(() -> "initial");
        ThreadLocal<String> inherited = new InheritableThreadLocal<>();
        try (var first = Context.carry(initial);
                var second = Context.carry(inherited)) {
            inherited.set("main");
            Programs.run(() -> {
                assertThat(initial.get()).isEqualTo("initial");
                initial.set(null);
                inherited.set("body");
                Task<String> task = createTask(() -> initial.get() + " " + inherited.get());
                assertThat(await(task)).isEqualTo("null body");
                assertThat(initial.get()).isNull();
                Task<String> empty =
                        createTask(TaskOptions.inContext(Context.empty()), () -> initial.get() + " " + inherited.get());
                assertThat(await(empty)).isEqualTo("initial null");
            });
            assertThat(initial.get()).isEqualTo("initial");
            assertThat(inherited.get()).isEqualTo("main");
        } finally {
            inherited.remove();
        }
    }

    @Test
    void declaringAndWithdrawingWhileBodiesRun() {
        ThreadLocal<String> late = new ThreadLocal<>();
        Programs.run(() -> {
            late.set("before");
            ContextCarrier.Registration second = Context.carry(late);
            Task<String> task = createTask(late::get);
            turn();
            assertThat(late.get()).isEqualTo("before");
            assertThat(await(task)).isEqualTo("before");
            second.close();
            second.close();
            assertThat(await(createTask(() -> late.get() + " " + user.get()))).isEqualTo("null null");
            assertThat(late.get()).isEqualTo("before");
        });
    }

    @Test
    void nullIsRefused() {
        assertThatThrownBy(() -> Context.carry((ThreadLocal<?>) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("local must not be null");
        assertThatThrownBy(() -> Context.carry((ContextCarrier<?>) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("carrier must not be null");
    }
}

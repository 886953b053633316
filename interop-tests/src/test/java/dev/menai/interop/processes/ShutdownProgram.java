package dev.menai.interop.processes;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.shield;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.toThread;

import dev.menai.AsyncFuture;
import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.Runner;
import dev.menai.RunnerOptions;
import dev.menai.Task;
import dev.menai.TaskScope;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.SuspendLambdas;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Ends itself, by a signal or by {@code System.exit}, while loops run in it. */
public final class ShutdownProgram {
    private static final int STATUS = 3;
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private ShutdownProgram() {}

    public static void main(String[] arguments) throws Exception {
        // a cancelled run may be in time to say so, or too late
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            if (!(failure instanceof CancellationException)) {
                failure.printStackTrace();
            }
        });
        switch (arguments[0]) {
            case "term" -> runAndEnd(ShutdownProgram::term);
            case "kill" ->
                runAndEnd(() -> new ProcessBuilder(
                                "kill",
                                "-TERM",
                                Long.toString(ProcessHandle.current().pid()))
                        .start());
            case "scope that is not closed" -> {
                TaskScope scope = TaskScope.confined("forgotten");
                AsyncFuture<Void> begun = scope.loop().createFuture();
                scope.createTask(() -> {
                    begun.complete(null);
                    await(sleep(Duration.ofHours(1)));
                });
                begun.join();
            }
            case "term twice" ->
                runAndEnd(() -> {
                    term();
                    awaitRequest();
                    term();
                });
            case "exit in another thread" -> runAndEnd(() -> new Thread(ShutdownProgram::exit).start());
            case "exit in main" -> runAndEnd(ShutdownProgram::exit);
            case "exit in a task" -> runAndEnd(() -> await(gather(createTask(ShutdownProgram::exit), inUse("other"))));
            case "exit on a loop of its own" -> {
                EventLoop other = EventLoop.create();
                Thread thread = new Thread(other::runForever);
                thread.setDaemon(true);
                thread.start();
                runAndEnd(() -> await(gather(other.submit(ShutdownProgram::exit), inUse("other"))));
            }
            case "exit on the loop of a scope" -> {
                TaskScope scope = TaskScope.confined("scope");
                runAndEnd(() -> await(gather(scope.loop().submit(ShutdownProgram::exit), inUse("other"))));
            }
            case "exit on the shared loop" -> runAndEnd(() -> await(gather(onSharedLoop(), inUse("other"))));
            case "exit in code of the shared loop" ->
                runAndEnd(() -> await(Suspend.run(c -> KotlinExitsKt.onIo(
                        SuspendLambdas.whereCalled(() -> SuspendLambdas.action(ShutdownProgram::exit)), c))));
            case "exit in a coroutine of the shared loop" ->
                runAndEnd(() -> await(KotlinExitsKt.exitIn(EventLoop.shared(), STATUS)));
            case "exit in a coroutine of the loop's scope" ->
                runAndEnd(() -> KotlinExitsKt.exitInScopeOf(EventLoop.running(), STATUS));
            case "run in a thread of a run" -> runAndEnd(() -> await(toThread(ShutdownProgram::runThatCleansUp)));
            case "exit in a callback" -> runAndEnd(() -> EventLoop.running().callSoon(ShutdownProgram::exit));
            case "exit in a thread" -> runAndEnd(() -> toThread(ShutdownProgram::exit));
            case "exit in a suspend call" ->
                runAndEnd(() -> await(Suspend.run(c -> KotlinExitsKt.exitAfterSuspension(STATUS, c))));
            case "exit in a coroutine" -> KotlinExitsKt.exitInRunLoop(STATUS);
            case "exit in an eager task" ->
                runAndEnd(() -> {
                    EventLoop.running().setTaskFactory(dev.menai.TaskFactory.eager());
                    createTask(ShutdownProgram::exit);
                });
            case "exit in the clean-up" -> exitInCleanUp();
            case "exit while it is closed" -> exitWhileItIsClosed();
            case "exit between runs" -> exitBetweenRuns();
            case "swallowed" -> swallowed();
            case "blocked" ->
                limited().run(() -> {
                    Asyncio.currentTask().setName("blocking");
                    term();
                    NEVER.await();
                });
            case "blocked in a callback" ->
                limited().run(() -> EventLoop.running().callSoon(() -> {
                    term();
                    while (NEVER.getCount() > 0) {
                        LockSupport.park(NEVER);
                    }
                }));
            case "handler of the user" -> handlerOfTheUser();
            case "int, then term" ->
                runAndEnd(() -> {
                    raise("INT");
                    awaitRequest();
                    term();
                });
            case "term, then int twice" -> impatient();
            case "several runners" -> severalRunners();
            case "closed before" -> {
                Asyncio.run(() -> await(sleep(Duration.ofMillis(1))));
                term();
                NEVER.await();
            }
            case "run in a hook" -> runInAHook();
            case "run after the request" -> runAfterTheRequest();
            case "closed by another hook" -> closedByAnotherHook();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private interface Ending {
        void end() throws Exception;
    }

    /** Two tasks that clean up, which takes a moment, and between them whatever ends the process. */
    private static void runAndEnd(Ending ending) throws Exception {
        Asyncio.run(() -> {
            inUse("task");
            await(sleep(Duration.ZERO));
            try {
                ending.end();
                await(new CompletableFuture<>());
            } finally {
                await(sleep(Duration.ofMillis(20)));
                System.out.println("main cleaned up");
            }
        });
    }

    private static Task<Void> inUse(String name) {
        return createTask(name, () -> {
            try {
                await(sleep(Duration.ofHours(1)));
            } finally {
                await(sleep(Duration.ofMillis(20)));
                System.out.println(name + " cleaned up");
            }
        });
    }

    private static Task<Void> onSharedLoop() {
        return EventLoop.shared().createTask(() -> {
            await(sleep(Duration.ofMillis(1)));
            exit();
        });
    }

    private static void runThatCleansUp() {
        Asyncio.run(() -> {
            try {
                term();
                await(sleep(Duration.ofHours(1)));
            } finally {
                await(sleep(Duration.ofMillis(100)));
                System.out.println("inner main cleaned up");
            }
        });
    }

    private static void exitInCleanUp() {
        Asyncio.run(() -> {
            inUse("task");
            await(sleep(Duration.ZERO));
            try {
                term();
                await(sleep(Duration.ofHours(1)));
            } finally {
                exit();
            }
        });
    }

    private static void exitWhileItIsClosed() {
        Asyncio.run(() -> {
            inUse("task");
            createTask(() -> {
                try {
                    await(sleep(Duration.ofHours(1)));
                } finally {
                    exit();
                }
            });
            await(sleep(Duration.ZERO));
        });
    }

    private static void exitBetweenRuns() {
        Runner runner = new Runner();
        runner.run(() -> {
            inUse("task");
            await(sleep(Duration.ZERO));
        });
        exit();
    }

    private static Runner limited() {
        return new Runner(RunnerOptions.defaults().withShutdownTimeout(Duration.ofMillis(200)));
    }

    private static void swallowed() {
        limited().run(() -> {
            Asyncio.currentTask().setName("stubborn");
            AsyncFuture<Void> never = EventLoop.running().createFuture();
            term();
            while (!never.isDone()) {
                try {
                    await(shield(never));
                } catch (CancellationException ignored) {
                    System.out.println("ignored");
                }
            }
        });
    }

    private static void handlerOfTheUser() {
        Asyncio.run(() -> {
            AsyncFuture<Void> heard = EventLoop.running().createFuture();
            sun.misc.Signal.handle(new sun.misc.Signal("TERM"), signal -> heard.complete(null));
            term();
            await(heard);
            await(sleep(Duration.ofMillis(20)));
            System.out.println("ended by the handler");
        });
    }

    private static void impatient() {
        Asyncio.run(() -> {
            term();
            try {
                await(sleep(Duration.ofHours(1)));
            } finally {
                System.out.println("cleaning up");
                raise("INT");
                raise("INT");
                await(sleep(Duration.ofHours(1)));
            }
        });
    }

    private static void severalRunners() throws InterruptedException {
        CountDownLatch areRunning = new CountDownLatch(2);
        for (int number = 1; number <= 2; number++) {
            String name = "runner " + number;
            Thread thread = new Thread(() -> Asyncio.run(() -> {
                inUse(name);
                await(sleep(Duration.ZERO));
                areRunning.countDown();
                await(sleep(Duration.ofHours(1)));
            }));
            thread.setDaemon(number == 2);
            thread.start();
        }
        areRunning.await();
        term();
    }

    private static void runInAHook() throws Exception {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> Asyncio.run(() -> {
                    await(sleep(Duration.ofMillis(20)));
                    System.out.println("the hook has run");
                })));
        runAndEnd(ShutdownProgram::term);
    }

    private static void runAfterTheRequest() throws InterruptedException {
        Runner runner = new Runner();
        CountDownLatch isSaid = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                isSaid.await();
            } catch (InterruptedException interrupt) {
                throw new AssertionError(interrupt);
            }
        }));
        try {
            runner.run(() -> {
                term();
                await(sleep(Duration.ofHours(1)));
            });
        } catch (CancellationException cancelled) {
            System.out.println(cancelled.getMessage().replaceAll("'.*'", "''"));
        }
        try {
            runner.run(() -> System.out.println("not reached"));
        } catch (IllegalStateException refused) {
            System.out.println(refused.getMessage());
        }
        isSaid.countDown();
        NEVER.await();
    }

    private static void closedByAnotherHook() {
        Runner runner = new Runner();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                runner.close();
            } catch (IllegalStateException refused) {
                System.out.println("refused");
            }
        }));
        runner.run(() -> {
            inUse("task");
            await(sleep(Duration.ZERO));
            try {
                term();
                await(sleep(Duration.ofHours(1)));
            } finally {
                await(sleep(Duration.ofMillis(100)));
                System.out.println("main cleaned up");
            }
        });
    }

    private static void exit() {
        System.exit(STATUS);
    }

    private static void term() {
        raise("TERM");
    }

    private static void raise(String signal) {
        sun.misc.Signal.raise(new sun.misc.Signal(signal));
    }

    /** Returns when this task has been asked to stop. */
    private static void awaitRequest() {
        while (Asyncio.currentTask().cancelling() == 0) {
            Thread.onSpinWait();
        }
    }
}

package dev.menai.interop.processes;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.sleep;

import dev.menai.Asyncio;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;

/** Runs on the main thread of a process of its own and interrupts itself. */
public final class SigintProgram {
    private SigintProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        switch (arguments[0]) {
            case "interrupted" -> interrupted(false);
            case "also cancelled" -> interrupted(true);
            case "handled" ->
                System.out.println(Asyncio.run(() -> {
                    raise();
                    try {
                        await(sleep(Duration.ofHours(1)));
                    } catch (CancellationException cancelled) {
                        return "handled";
                    }
                    return "not reached";
                }));
            case "twice" -> Asyncio.run(SigintProgram::stubborn);
            case "second while a task is left" ->
                Asyncio.run(() -> {
                    leaveStubbornTask();
                    raise();
                    await(sleep(Duration.ofHours(1)));
                });
            case "both while a task is left" -> Asyncio.run(SigintProgram::leaveStubbornTask);
            case "on another thread" ->
                new Thread(() -> Asyncio.run(() -> {
                            sun.misc.Signal.raise(new sun.misc.Signal("INT"));
                            cleanUpForEver();
                        }))
                        .start();
            case "handler of the user" -> {
                CountDownLatch heard = handle();
                Asyncio.run(() -> {
                    raiseAnd(heard);
                    await(sleep(Duration.ofMillis(1)));
                    System.out.println("not cancelled");
                });
                raiseAnd(heard);
            }
            case "handler of the body" -> {
                CountDownLatch heard = Asyncio.run(SigintProgram::handle);
                raiseAnd(heard);
                System.out.println("heard");
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void interrupted(boolean alsoCancelled) {
        try {
            Asyncio.run(() -> {
                if (alsoCancelled) {
                    Asyncio.currentTask().cancel("somebody else");
                }
                raise();
                await(sleep(Duration.ofHours(1)));
            });
        } catch (CancellationException cancelled) {
            System.out.println(cancelled.getMessage());
        }
    }

    private static void stubborn() throws InterruptedException {
        raise();
        try {
            await(sleep(Duration.ofHours(1)));
        } catch (CancellationException cancelled) {
            System.out.println("first");
            sun.misc.Signal.raise(new sun.misc.Signal("INT"));
            new CountDownLatch(1).await();
        }
    }

    private static void leaveStubbornTask() {
        Asyncio.createTask(SigintProgram::cleanUpForEver);
        await(sleep(Duration.ZERO));
    }

    /** Is interrupted in its clean-up again and again: when the end of the process has begun to listen, nobody can tell. */
    private static void cleanUpForEver() {
        try {
            await(sleep(Duration.ofHours(1)));
        } finally {
            System.out.println("cleaning up");
            while (true) {
                sun.misc.Signal.raise(new sun.misc.Signal("INT"));
                await(sleep(Duration.ofMillis(20)));
            }
        }
    }

    private static CountDownLatch handle() {
        CountDownLatch heard = new CountDownLatch(2);
        sun.misc.Signal.handle(new sun.misc.Signal("INT"), signal -> heard.countDown());
        return heard;
    }

    private static void raiseAnd(CountDownLatch heard) {
        long before = heard.getCount();
        sun.misc.Signal.raise(new sun.misc.Signal("INT"));
        while (heard.getCount() == before) {
            Thread.onSpinWait();
        }
    }

    /** Interrupts this process, and returns when the loop has heard of it. */
    private static void raise() {
        int before = Asyncio.currentTask().cancelling();
        sun.misc.Signal.raise(new sun.misc.Signal("INT"));
        while (Asyncio.currentTask().cancelling() == before) {
            Thread.onSpinWait();
        }
    }
}

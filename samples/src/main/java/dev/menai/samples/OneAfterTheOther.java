package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.sleep;

import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.Task;
import dev.menai.function.ThrowingRunnable;
import java.time.Duration;

/** Two coroutines one after the other, which takes the sum of their times, and side by side, which takes the longer. */
public final class OneAfterTheOther {
    private OneAfterTheOther() {}

    static void sayAfter(int tenths, String what) {
        await(sleep(Duration.ofMillis(100L * tenths)));
        System.out.println(what);
    }

    static void oneAfterTheOther() {
        sayAfter(1, "hello");
        sayAfter(2, "world");
    }

    static void sideBySide() {
        Task<Void> hello = createTask(() -> sayAfter(1, "hello"));
        Task<Void> world = createTask(() -> sayAfter(2, "world"));
        await(hello);
        await(world);
    }

    static void timed(String what, ThrowingRunnable<RuntimeException> body) {
        Duration start = EventLoop.running().time();
        body.run();
        long tenths = EventLoop.running().time().minus(start).toMillis() / 100;
        System.out.println(what + ": " + tenths + " tenths of a second");
    }

    static void both() {
        timed("one after the other", OneAfterTheOther::oneAfterTheOther);
        timed("side by side", OneAfterTheOther::sideBySide);
    }

    public static void main(String[] arguments) {
        Asyncio.run(OneAfterTheOther::both);
    }
}

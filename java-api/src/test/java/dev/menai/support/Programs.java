package dev.menai.support;

import dev.menai.EventLoop;
import dev.menai.Runner;
import dev.menai.function.ThrowingRunnable;
import dev.menai.function.ThrowingSupplier;

/** Runs main bodies on loops whose time is virtual, so that sleeping costs nothing and order is certain. */
public final class Programs {
    private Programs() {}

    public static <T, X extends Exception> T run(ThrowingSupplier<T, X> main) throws X {
        try (Runner runner = runner()) {
            return runner.run(main);
        }
    }

    public static <X extends Exception> void run(ThrowingRunnable<X> main) throws X {
        try (Runner runner = runner()) {
            runner.run(main);
        }
    }

    public static Runner runner() {
        return Runner.builder().loopFactory(EventLoop::virtualTime).build();
    }
}

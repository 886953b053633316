package dev.menai.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.EventLoop;
import dev.menai.engine.loop.ParallelLoop;
import dev.menai.engine.loop.ThreadState;
import dev.menai.engine.loop.Workers;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Fails a test that leaves tasks, threads with bodies, or failures that nobody looked at behind. */
public final class Leftovers implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(Leftovers.class);
    private static final String UNSEEN = "unseen failures";
    private static final Logger LOGGER = Logger.getLogger("dev.menai");
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final long LOOK_NANOS = 50_000;

    @Override
    public void beforeEach(ExtensionContext context) {
        log(context);
        context.getStore(NAMESPACE).put(UNSEEN, unseen());
    }

    private static int unseen() {
        return ParallelLoop.getShared().getUnseenFailures();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Log log = log(context);
        LOGGER.removeHandler(log);
        LOGGER.setUseParentHandlers(true);
        assertThat(ThreadState.current().loop)
                .as("loop left running on the test's thread")
                .isNull();
        awaitTrue(() -> EventLoop.shared().allTasks().isEmpty());
        assertThat(EventLoop.shared().allTasks())
                .as("tasks left on the shared loop")
                .isEmpty();
        awaitThreads();
        boolean answersForLog = context.getRequiredTestMethod().getParameterCount() > 0
                && java.util.Arrays.asList(context.getRequiredTestMethod().getParameterTypes())
                        .contains(Log.class);
        if (!answersForLog) {
            int before = context.getStore(NAMESPACE).get(UNSEEN, Integer.class);
            awaitTrue(() -> unseen() <= before); // somebody may be about to look
            assertThat(unseen())
                    .as("failures on the shared loop that nobody looked at")
                    .isLessThanOrEqualTo(before);
            assertThat(log.errors()).as("errors logged").isEmpty();
        }
    }

    /** What a body completes may be seen a moment before the body ends, and that a moment before its worker leaves. */
    private static void awaitTrue(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS); // a body that hangs must not have a core as well
        }
    }

    private static void awaitThreads() {
        awaitTrue(() -> Workers.busy() == 0);
        assertThat(Workers.busy()).as("threads left with a body").isZero();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Log.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return log(context);
    }

    private static Log log(ExtensionContext context) {
        return context.getStore(NAMESPACE).getOrComputeIfAbsent(Log.class, key -> attach(), Log.class);
    }

    private static Log attach() {
        Log log = new Log();
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(log);
        return log;
    }
}

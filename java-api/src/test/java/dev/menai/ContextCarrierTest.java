package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.support.Log;
import dev.menai.support.Programs;
import java.util.List;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ContextCarrierTest {
    /** Carries a list, of which every look is a copy; fails on demand. */
    private static final class Lists implements ContextCarrier<List<String>> {
        private final ThreadLocal<List<String>> held = new ThreadLocal<>();
        private int installations;
        private boolean failsToCapture;
        private boolean failsToInstall;

        @Override
        public @Nullable List<String> capture() {
            if (failsToCapture) {
                throw new IllegalStateException("cannot look");
            }
            List<String> list = held.get();
            return list == null ? null : List.copyOf(list);
        }

        @Override
        public void install(@Nullable List<String> list) {
            if (failsToInstall) {
                throw new LinkageError("cannot set");
            }
            installations++;
            held.set(list);
        }
    }

    private final Lists lists = new Lists();

    @Test
    @DisplayName("CTX-10: a carrier carries what it captures: into tasks, and back into threads")
    void carries() {
        lists.held.set(List.of("caller"));
        try (var registration = Context.carry(lists)) {
            Programs.run(() -> {
                Task<List<String>> task = createTask(() -> {
                    turn();
                    return lists.held.get();
                });
                lists.held.set(List.of("main"));
                assertThat(await(task)).containsExactly("caller");
                assertThat(lists.held.get()).containsExactly("main");
            });
            assertThat(lists.held.get()).containsExactly("caller");
        }
    }

    @Test
    @DisplayName("CTX-10: a state that equals what the thread holds is not installed")
    void equalStates() {
        lists.held.set(List.of("everywhere"));
        try (var registration = Context.carry(lists)) {
            Context same = Context.copy();
            Context.copy().run(() -> same.run(() -> {}));
            assertThat(lists.installations).isZero();
            Context.empty().run(() -> {});
            assertThat(lists.installations).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("CTX-11: a carrier that throws is reported once, and no step is lost")
    void failing(Log log) {
        try (var registration = Context.carry(lists)) {
            Programs.run(() -> {
                lists.held.set(List.of("known"));
                turn();
                lists.failsToCapture = true;
                lists.failsToInstall = true;
                Task<Integer> task = createTask(() -> {
                    turn();
                    return 1;
                });
                EventLoop.running().callSoon(() -> {});
                assertThat(await(task)).isEqualTo(1);
                lists.failsToCapture = false;
                lists.failsToInstall = false;
                assertThat(await(createTask(lists.held::get))).containsExactly("known");
            });
        }
        List<LogRecord> records = log.records();
        assertThat(records).hasSize(1);
        assertThat(records.get(0).getMessage())
                .isEqualTo("ContextCarrier " + Lists.class.getName() + " must capture what a thread holds, but threw "
                        + "java.lang.IllegalStateException: cannot look; the step goes on without, and further failures "
                        + "of it are not reported: mend it, or close its registration");
        assertThat(records.get(0).getThrown()).hasMessage("cannot look");
    }

    @Test
    @DisplayName("CTX-11: a thread-local whose initial value fails is reported once, and no step is lost")
    void failingInitialValue(Log log) {
        ThreadLocal<String> local = ThreadLocal.withInitial(() -> {
            throw new IllegalStateException("no initial value");
        });
        try (var registration = Context.carry(local)) {
            Programs.run(() -> {
                local.set("body");
                assertThat(await(createTask(local::get))).isEqualTo("body");
            });
        }
        assertThat(log.messages()).hasSize(1).allMatch(text -> text.startsWith("Carried thread-local "));
    }
}

package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.sleep;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ContextTest {
    private final ContextVar<String> variable = ContextVar.of("variable", "unset");
    private final Steps steps = new Steps();

    @Test
    @DisplayName("CTX-1: a task runs in a copy of its creator's context; neither sees later changes of the other")
    void copiedForTasks() {
        Programs.run(() -> {
            variable.set("before");
            Task<?> task = createTask(() -> {
                steps.add(variable.get());
                variable.set("in the task");
                turn();
                steps.add(variable.get());
            });
            variable.set("after");
            await(task);
            steps.expect("before", "in the task");
            assertThat(variable.get()).isEqualTo("after");
        });
    }

    @Test
    @DisplayName(
            "CTX-1: a context tells what a variable has in it, or what the caller gives if it has not been set in it")
    void valueOrAnother() {
        Programs.run(() -> {
            Context without = Context.copy();
            variable.set("set");
            Context with = Context.copy();
            assertThat(with.get(variable, "instead")).isEqualTo("set");
            assertThat(without.get(variable, "instead")).isEqualTo("instead");
        });
    }

    @Test
    @DisplayName("CTX-2: a method called directly shares the context of its caller")
    void sharedInCalls() {
        Programs.run(() -> {
            setAndWait();
            assertThat(variable.get()).isEqualTo("set in the method");
        });
    }

    private void setAndWait() {
        turn();
        variable.set("set in the method");
        turn();
    }

    @Test
    @DisplayName("CTX-3: callbacks get a copy at their registration and change no task's context")
    void copiedForCallbacks() {
        Programs.run(() -> {
            EventLoop loop = EventLoop.running();
            AsyncFuture<String> future = loop.createFuture();
            variable.set("registered");
            loop.callSoon(() -> {
                steps.add("soon " + variable.get());
                variable.set("callback");
            });
            loop.callLater(Duration.ofSeconds(1), () -> steps.add("later " + variable.get()));
            future.addDoneCallback(done -> steps.add("done " + variable.get()));
            variable.set("changed");
            future.setResult("x");
            await(sleep(Duration.ofSeconds(2)));
            steps.expect("soon registered", "done registered", "later registered");
            assertThat(variable.get()).isEqualTo("changed");
        });
    }

    @Test
    @DisplayName("CTX-4: a context that is passed is used itself: what is set in it stays there")
    void explicitContext() {
        Context context = Context.empty();
        Programs.run(() -> {
            EventLoop loop = EventLoop.running();
            await(createTask(TaskOptions.inContext(context), () -> variable.set("task")));
            steps.add(context.get(variable));
            loop.callSoon(() -> variable.set(variable.get() + " callback"), context);
            turn();
            steps.add(context.get(variable));
            loop.callAt(Duration.ZERO, () -> variable.set("timer"), context);
            await(sleep(Duration.ofSeconds(1)));
            steps.add(context.get(variable));
            AsyncFuture<String> future = loop.createFuture();
            future.addDoneCallback(done -> variable.set("done"), context);
            future.setResult("x");
            turn();
            steps.add(context.get(variable));
            assertThat(variable.get()).isEqualTo("unset");
        });
        steps.expect("task", "task callback", "timer", "done");
    }

    @Test
    @DisplayName("CTX-5: a task and a handle return exactly the context that they run in")
    void sameContext() {
        Programs.run(() -> {
            Context context = Context.copy();
            Task<?> task = createTask(TaskOptions.inContext(context), () -> 1);
            assertThat(task.context()).isSameAs(context);
            assertThat(EventLoop.running().callSoon(() -> {}, context).context())
                    .isSameAs(context);
            await(task);
        });
    }

    @Test
    @DisplayName("CTX-6: gathering does not leak changes of the members into the caller")
    void gather() {
        Programs.run(() -> {
            await(Asyncio.gather(() -> variable.set("member"), () -> variable.set("other")));
            assertThat(variable.get()).isEqualTo("unset");
        });
    }

    @Test
    void tokensRestoreWhatWasBefore() {
        Context.empty().run(() -> {
            ContextVar.Token<String> first = variable.set("first");
            try (var second = variable.set("second")) {
                assertThat(variable.get()).isEqualTo("second");
            }
            assertThat(variable.get()).isEqualTo("first");
            variable.reset(first);
            assertThat(variable.get()).isEqualTo("unset");
            assertThatThrownBy(() -> variable.reset(first))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("must be used once, but has been used");
            assertThatThrownBy(() -> ContextVar.<String>of("other").reset(first))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("token must be of context variable 'other', but was of 'variable'");
            ContextVar.Token<String> elsewhere = variable.set("x");
            assertThatThrownBy(() -> Context.empty().run(() -> variable.reset(elsewhere)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must be used in the context in which it was made");
        });
    }

    @Test
    void valuesDefaultsAndFallbacks() {
        ContextVar<String> bare = ContextVar.of("bare");
        assertThatThrownBy(bare::get)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("context variable 'bare' must have a value");
        assertThat(bare.orElse("fallback")).isEqualTo("fallback");
        Context context = Context.empty();
        context.run(() -> bare.set(null));
        assertThat(context.get(bare)).isNull();
        assertThat(context.contains(bare)).isTrue();
        assertThat(context.contains(variable)).isFalse();
        assertThat(context.size()).isEqualTo(1);
    }

    @Test
    void aContextIsEnteredOnceAtATime() {
        Context context = Context.empty();
        assertThatThrownBy(() -> context.run(() -> context.run(() -> 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Context must be entered once at a time");
    }

    @Test
    void theThreadsOwnContextComesBackAfterARun() {
        Context.empty().run(() -> {
            variable.set("thread");
            Programs.run(() -> {
                assertThat(variable.get()).isEqualTo("thread");
                variable.set("run");
            });
            assertThat(variable.get()).isEqualTo("thread");
        });
    }

    @Test
    void derivedStagesRunInTheContextOfWhoCompletesThem() {
        Programs.run(() -> {
            AsyncFuture<String> future = EventLoop.running().createFuture();
            CompletableFuture<String> derived = future.thenApply(value -> value + variable.get());
            variable.set("completer");
            future.setResult("");
            assertThat(derived.join()).isEqualTo("completer");
        });
    }
}

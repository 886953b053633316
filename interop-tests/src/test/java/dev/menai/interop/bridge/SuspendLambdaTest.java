package dev.menai.interop.bridge;

import static dev.menai.Asyncio.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.AsyncFuture;
import dev.menai.Asyncio;
import dev.menai.ContextVar;
import dev.menai.EventLoop;
import dev.menai.fixture.FixtureException;
import dev.menai.fixture.Lambdas;
import dev.menai.fixture.RolledBackException;
import dev.menai.fixture.Transaction;
import dev.menai.fixture.UserRepository;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.SuspendLambdas;
import dev.menai.support.CancelEverywhere;
import dev.menai.support.Programs;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SuspendLambdaTest {
    private final Lambdas lambdas = new Lambdas();

    @Test
    @DisplayName("LAM-1: linear Java code is a suspend lambda of none to three parameters, and may await.")
    void linear() {
        Programs.run(() -> {
            CompletableFuture<String> none =
                    Suspend.call(c -> lambdas.none(SuspendLambdas.lambda(() -> Programs.after(1, "a")), c));
            assertThat(await(none)).isEqualTo("a");
            CompletableFuture<String> one =
                    Suspend.call(c -> lambdas.one("x", SuspendLambdas.lambda(x -> Programs.after(1, x + "!")), c));
            assertThat(await(one)).isEqualTo("x!");
            CompletableFuture<String> two = Suspend.call(
                    c -> lambdas.twoLater(SuspendLambdas.lambda((a, b) -> Programs.after(1, a + "+" + b)), c));
            assertThat(await(two)).isEqualTo("1+2");
            CompletableFuture<String> three = Suspend.call(
                    c -> lambdas.three(SuspendLambdas.lambda((a, b, list) -> Programs.after(1, a + b + list)), c));
            assertThat(await(three)).isEqualTo("anull[b]");
        });
    }

    @Test
    @DisplayName("LAM-1: a receiver is the first parameter, and a body without a value is an action.")
    void receivers() {
        Programs.run(() -> {
            CompletableFuture<String> text = Suspend.call(c -> lambdas.receiver(
                    SuspendLambdas.action(builder -> {
                        Programs.turn();
                        builder.append("built");
                    }),
                    c));
            assertThat(await(text)).isEqualTo("built");
            CompletableFuture<Integer> length = Suspend.call(c -> lambdas.receiverOne(
                    SuspendLambdas.lambda(
                            (builder, more) -> builder.append(more).length()),
                    c));
            assertThat(await(length)).isEqualTo(3);
            List<Integer> seen = new CopyOnWriteArrayList<>();
            await(Suspend.run(c -> lambdas.unit(3, SuspendLambdas.action(i -> seen.add(i)), c)));
            assertThat(seen).containsExactly(0, 1, 2);
        });
    }

    @Test
    @DisplayName("LAM-2: a function that returns a stage is a suspend lambda as well.")
    void stages() {
        Programs.run(() -> {
            CompletableFuture<String> none = Suspend.call(
                    c -> lambdas.none(SuspendLambdas.lambdaFrom(() -> Asyncio.sleep(Duration.ofSeconds(1), "a")), c));
            assertThat(await(none)).isEqualTo("a");
            CompletableFuture<String> one = Suspend.call(c ->
                    lambdas.one("x", SuspendLambdas.lambdaFrom(x -> CompletableFuture.completedFuture(x + "!")), c));
            assertThat(await(one)).isEqualTo("x!");
            CompletableFuture<String> built = Suspend.call(c -> lambdas.receiver(
                    SuspendLambdas.actionFrom(builder -> CompletableFuture.completedFuture(builder.append("b"))), c));
            assertThat(await(built)).isEqualTo("b");
            CompletableFuture<String> none2 = Suspend.call(c -> lambdas.none(SuspendLambdas.lambdaFrom(() -> null), c));
            assertThatThrownBy(() -> await(none2))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the function of a suspend lambda must return a stage, but returned null");
        });
    }

    @Test
    @DisplayName("LAM-3: what the body throws, checked or not, is what Kotlin and the caller get, the same instance.")
    void failures() {
        IOException failure = new IOException("made up");
        Programs.run(() -> {
            CompletableFuture<String> linear = Suspend.call(c -> lambdas.none(
                    SuspendLambdas.lambda(() -> {
                        Programs.turn();
                        throw failure;
                    }),
                    c));
            assertThatThrownBy(() -> await(linear)).isSameAs(failure);
            CompletableFuture<String> stage = Suspend.call(
                    c -> lambdas.none(SuspendLambdas.lambdaFrom(() -> CompletableFuture.failedFuture(failure)), c));
            assertThatThrownBy(() -> await(stage)).isSameAs(failure);
        });
    }

    @Test
    @DisplayName("LAM-4: cancelling the call cancels the body, which ends before the call does.")
    void cancellation() {
        Programs.run(() -> {
            List<String> steps = new CopyOnWriteArrayList<>();
            CompletableFuture<String> call = Suspend.call(c -> lambdas.none(
                    SuspendLambdas.lambda(() -> {
                        try {
                            return Programs.after(3600, "never");
                        } catch (CancellationException cancelled) {
                            steps.add(String.valueOf(cancelled.getMessage()));
                            throw cancelled;
                        } finally {
                            steps.add("cleaning");
                            Programs.after(1, null);
                            steps.add("clean");
                        }
                    }),
                    c));
            ((AsyncFuture<String>) call).cancel("enough");
            assertThatThrownBy(() -> await(call))
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("enough");
            assertThat(steps).hasSize(3).endsWith("cleaning", "clean");
            assertThat(steps.get(0)).contains("enough");
        });
    }

    @Test
    @DisplayName("LAM-4: a function that returns a stage of work is waited for as well.")
    void cancelledStage() {
        Programs.run(() -> {
            List<String> steps = new CopyOnWriteArrayList<>();
            CompletableFuture<String> call = Suspend.call(c -> lambdas.none(
                    SuspendLambdas.lambdaFrom(() -> Asyncio.createTask(() -> {
                        try {
                            return Programs.after(3600, "never");
                        } finally {
                            Programs.after(1, null);
                            steps.add("clean");
                        }
                    })),
                    c));
            Programs.turn();
            call.cancel(true);
            assertThatThrownBy(() -> await(call)).isInstanceOf(CancellationException.class);
            assertThat(steps).containsExactly("clean");
        });
    }

    @Test
    @DisplayName("LAM-4: what the body throws while it is being cancelled comes out of the call.")
    void failureOfCleanUp() {
        Programs.run(() -> {
            CompletableFuture<String> call = Suspend.call(c -> lambdas.none(
                    SuspendLambdas.lambda(() -> {
                        try {
                            return Programs.after(3600, "never");
                        } finally {
                            failingCleanUp();
                        }
                    }),
                    c));
            call.cancel(true);
            assertThatThrownBy(() -> await(call))
                    .isInstanceOf(FixtureException.class)
                    .hasMessage("clean-up");
        });
    }

    private static void failingCleanUp() throws FixtureException {
        throw new FixtureException("clean-up");
    }

    @Test
    @DisplayName("LAM-5: the body runs on the loop of the coroutine, at once, and sees its variables.")
    void place() {
        ContextVar<String> user = ContextVar.of("user", "nobody");
        Programs.run(() -> {
            user.set("Ada");
            EventLoop loop = EventLoop.running();
            List<Object> seen = new CopyOnWriteArrayList<>();
            CompletableFuture<String> call = Suspend.call(c -> lambdas.none(
                    SuspendLambdas.lambda(() -> {
                        seen.add(EventLoop.running());
                        return user.get();
                    }),
                    c));
            assertThat(seen).containsExactly(loop);
            assertThat(await(call)).isEqualTo("Ada");
        });
        CompletableFuture<EventLoop> outside =
                Suspend.call(c -> lambdas.none(SuspendLambdas.lambda(EventLoop::running), c));
        assertThat(outside.orTimeout(20, TimeUnit.SECONDS).join()).isSameAs(EventLoop.shared());
    }

    @Test
    @DisplayName("LAM-6: Kotlin and Java call each other through several floors, and a failure undoes a transaction.")
    void nested() {
        Programs.run(() -> {
            UserRepository repository = new UserRepository();
            CompletableFuture<String> call = Suspend.call(c -> repository.transaction(
                    SuspendLambdas.lambda((Transaction tx) -> {
                        await(Suspend.run(d -> lambdas.unit(2, SuspendLambdas.action(i -> Programs.turn()), d)));
                        return Asyncio.<String>await(Suspend.call(d -> tx.rollBack("changed my mind", d)));
                    }),
                    c));
            assertThatThrownBy(() -> await(call))
                    .isInstanceOf(RolledBackException.class)
                    .hasMessageContaining("changed my mind");
            assertThat(repository.getState().getValue().getTransactions()).isZero();
        });
    }

    @Test
    @DisplayName("LAM-7: cancelled at each suspension, of the caller or of the body, nothing is left open.")
    void everywhere() {
        int suspensions = CancelEverywhere.in(ledger -> {
                    CompletableFuture<String> call = Suspend.call(c -> lambdas.one(
                            "x",
                            SuspendLambdas.lambda(x -> {
                                ledger.open();
                                try {
                                    Programs.turn();
                                    return Programs.after(1, x);
                                } finally {
                                    ledger.close();
                                }
                            }),
                            c));
                    await(call);
                })
                .run();
        assertThat(suspensions).isEqualTo(3);
    }
}

package dev.menai.interop.soak;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.toThread;

import dev.menai.ContextVar;
import dev.menai.EventLoop;
import dev.menai.kotlin.Coroutines;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.SuspendLambdas;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls from Java into Kotlin and back, through jobs, deferred values, other loops, threads and foreign futures: what
 * began has ended, with its own value, and saw the context of its caller.
 */
final class BridgeWorkload implements Workload {
    private static final ContextVar<Integer> NUMBER = ContextVar.of("soak number", 0);

    @Override
    public String name() {
        return "bridge";
    }

    /** A number to send on a journey: the value that comes back must be the same. */
    private record Journey(Round round, AtomicInteger begun, Map<Integer, String> open) {
        Operation<Boolean> by(String name, Call call) {
            return Operation.of(
                    name,
                    () -> {
                        int number = begun.incrementAndGet();
                        open.put(number, name);
                        CompletionStage<Integer> stage = call.with(number);
                        stage.whenComplete((value, failure) -> {
                            open.remove(number);
                            if (failure == null && value != number) {
                                round.fail(name + " of " + number + " came back with " + value, null);
                            }
                        });
                        return stage.toCompletableFuture().thenApply(value -> true);
                    },
                    done -> {});
        }
    }

    private interface Call {
        CompletionStage<Integer> with(int number);
    }

    @Override
    public void play(Round round) throws Exception {
        Journey journey = new Journey(round, new AtomicInteger(), new ConcurrentHashMap<>());
        EventLoop loop = round.loop();
        List<Operation<?>> closed = List.of(
                journey.by("a suspend call", n -> Suspend.call(then -> KotlinForms.echo(n, then))),
                journey.by(
                        "a suspend call of Java code",
                        n -> Suspend.call(then -> KotlinForms.call(
                                SuspendLambdas.lambda(() -> {
                                    await(sleep(Duration.ZERO));
                                    return n;
                                }),
                                then))),
                journey.by("a deferred value", n -> Coroutines.future(KotlinForms.async(loop, n))),
                journey.by(
                        "a body that sees its context",
                        n -> loop.submit(() -> {
                            NUMBER.set(n);
                            await(sleep(Duration.ZERO));
                            return NUMBER.get();
                        })),
                journey.by(
                        "a call that sees the context",
                        n -> loop.submit(() -> {
                            NUMBER.set(n);
                            return await(Suspend.<Integer>call(then -> KotlinForms.inContext(NUMBER, then)));
                        })));
        List<Operation<?>> open = List.of(
                journey.by(
                        "a call on another dispatcher", n -> Suspend.call(then -> KotlinForms.echoElsewhere(n, then))),
                journey.by(
                        "Java code that is called elsewhere",
                        n -> Suspend.call(then -> KotlinForms.callElsewhere(
                                SuspendLambdas.lambda(() -> {
                                    await(sleep(Duration.ZERO));
                                    return n;
                                }),
                                then))),
                journey.by(
                        "a stage of Java code that is called elsewhere",
                        n -> Suspend.call(then -> KotlinForms.callElsewhere(
                                SuspendLambdas.lambdaFrom(() -> sleep(Duration.ZERO, n)), then))),
                journey.by("a deferred value of others", n -> Coroutines.future(KotlinForms.asyncElsewhere(n))),
                journey.by("a foreign future", n -> CompletableFuture.supplyAsync(() -> n, ThreadLife.THREADS)),
                journey.by(
                        "toThread with the context",
                        n -> loop.submit(() -> {
                            NUMBER.set(n);
                            return await(toThread(NUMBER::get));
                        })),
                journey.by("another loop", n -> EventLoop.shared().submit(() -> await(sleep(Duration.ZERO, n)))));
        int users = 2 + round.random().nextInt(7);
        for (int user = 0; user < users; user++) {
            AtomicInteger left = new AtomicInteger(round.steps());
            round.actor("caller", actor -> {
                if (left.getAndDecrement() <= 0) {
                    return null;
                }
                List<Operation<?>> calls = round.isClosed() || actor.flip() ? closed : open;
                return calls.get(actor.below(calls.size()));
            });
        }
        round.begin();
        round.awaitEnd(round.actors());
        round.finish();
        round.check(journey.open::isEmpty, () -> journey.begun + " calls began, but these do not end: " + journey.open);
    }
}

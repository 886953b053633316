package dev.menai.interop.bridge;

import static dev.menai.Asyncio.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.AsyncIterable;
import dev.menai.Asyncio;
import dev.menai.Context;
import dev.menai.ContextVar;
import dev.menai.EventLoop;
import dev.menai.Yielder;
import dev.menai.coroutines.VariablesKt;
import dev.menai.fixture.Note;
import dev.menai.fixture.NoteStore;
import dev.menai.function.ThrowingSupplier;
import dev.menai.kotlin.Facades;
import dev.menai.kotlin.Flows;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.SuspendLambdas;
import dev.menai.support.Log;
import dev.menai.support.Programs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.jvm.functions.Function1;
import kotlinx.coroutines.CoroutineName;
import kotlinx.coroutines.Dispatchers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What Java code has of the coroutine that called it. */
class CallerElementsTest {
    private static final CoroutineContext OUTER = new CoroutineName("outer");

    private static CompletableFuture<@Nullable String> name() {
        return Suspend.call(CallersKt::nameHere);
    }

    private static <R> R in(CoroutineContext context, Function1<Continuation<? super R>, @Nullable Object> code) {
        return await(Suspend.<R>call(c -> CallersKt.inContext(context, code, c)));
    }

    @Test
    @DisplayName("LAM-10: calls, flows and tasks of Java code have the elements of the coroutine that called it.")
    void elements() {
        ThrowingSupplier<List<@Nullable String>, Exception> code = () -> {
            List<@Nullable String> names = new ArrayList<>();
            names.add(await(name()));
            names.addAll(await(Flows.toList(CallersKt.names())));
            names.addAll(Flows.items(CallersKt.names()).toList());
            names.add(await(Asyncio.createTask(() -> await(name()))));
            names.add(await(Asyncio.<CompletableFuture<@Nullable String>>toThread(CallerElementsTest::name)
                    .thenCompose(called -> called)));
            names.add(await(Suspend.on(EventLoop.running()).<@Nullable String>call(CallersKt::nameHere)));
            names.add(await(Suspend.<@Nullable String>call((scope, c) -> CallersKt.nameHere(c))));
            CompletableFuture<@Nullable String> soon = EventLoop.running().createFuture();
            EventLoop.running().callSoon(() -> name().thenAccept(soon::complete));
            names.add(await(soon));
            return names;
        };
        Programs.run(() -> {
            assertThat(in(OUTER, SuspendLambdas.lambda(code))).hasSize(8).containsOnly("outer");
            assertThat(await(name())).isNull();
            assertThat(in(
                            OUTER,
                            SuspendLambdas.lambda(() -> in(new CoroutineName("inner"), SuspendLambdas.lambda(code)))))
                    .hasSize(8)
                    .containsOnly("inner");
        });
        CompletableFuture<List<@Nullable String>> shared =
                Suspend.call(c -> CallersKt.inContext(OUTER, SuspendLambdas.lambda(code), c));
        assertThat(shared.orTimeout(20, TimeUnit.SECONDS).join()).hasSize(8).containsOnly("outer");
    }

    @Test
    @DisplayName("LAM-10: so have those of functions that return stages, and of implementations, here and elsewhere.")
    void forms() {
        Asyncio.run(() -> {
            Function1<Continuation<? super String>, @Nullable Object> stage =
                    SuspendLambdas.lambdaFrom(CallerElementsTest::name);
            NoteStore store = Facades.implement(NoteStore.class, new Object() {
                @SuppressWarnings("unused") // called by Kotlin
                public CompletionStage<Note> load(String title) {
                    return name().thenApply(name -> new Note(String.valueOf(name), ""));
                }

                @SuppressWarnings("unused") // called by Kotlin
                public void save(Note note) {
                    assertThat(await(name())).isEqualTo("outer");
                }
            });
            for (CoroutineContext context : List.of(OUTER, OUTER.plus(Dispatchers.getDefault()))) {
                assertThat(in(context, stage)).isEqualTo("outer");
                Function1<Continuation<? super Note>, @Nullable Object> load = c -> store.load("", c);
                assertThat(in(context, load).getTitle()).isEqualTo("outer");
                await(Suspend.run(c -> CallersKt.inContext(context, d -> store.save(new Note("", ""), d), c)));
            }
            String blocked = CallersKt.blocking(job -> {}, c -> CallersKt.inContext(OUTER, stage, c));
            assertThat(blocked).isEqualTo("outer");
        });
    }

    @Test
    @DisplayName("LAM-10: a generator, and what maps its items, has those of the coroutine that collects it as a flow.")
    void generators() {
        Asyncio.run(() -> {
            AsyncIterable<String> names = AsyncIterable.generate((Yielder<String> out) -> {
                        out.yield(String.valueOf(await(name())));
                        Programs.turn();
                        out.yield(String.valueOf(await(name())));
                    })
                    .map(name -> name + " and " + await(name()));
            for (CoroutineContext context : List.of(OUTER, OUTER.plus(Dispatchers.getDefault()))) {
                String seen = in(context, c -> CallersKt.collected(Flows.flow(names), c));
                assertThat(seen).isEqualTo("outer and outer, outer and outer");
            }
            assertThat(names.toList()).containsExactly("null and null", "null and null");
        });
    }

    @Test
    @DisplayName("LAM-10: what was given for a call are elements as well, and go before those of the caller.")
    void given() {
        Programs.run(() -> {
            var code = SuspendLambdas.lambda(() -> await(name()));
            assertThat(await(Suspend.on(OUTER).<@Nullable String>call(code::invoke)))
                    .isEqualTo("outer");
            assertThat(in(
                            new CoroutineName("inner"),
                            SuspendLambdas.lambda(() -> await(Suspend.on(OUTER).<@Nullable String>call(code::invoke)))))
                    .isEqualTo("outer");
            assertThat(await(name())).isNull();
        });
    }

    @Test
    @DisplayName("LAM-10: the job and the dispatcher of the coroutine are not among them.")
    void withoutRunners() {
        Programs.run(() -> {
            EventLoop here = EventLoop.running();
            List<@Nullable Object> outer = new ArrayList<>();
            List<@Nullable Object> inner = in(OUTER, c -> {
                outer.add(c.getContext().get(kotlinx.coroutines.Job.Key));
                return SuspendLambdas.<List<@Nullable Object>>lambda(
                                () -> new ArrayList<>(await(Suspend.call(CallersKt::runnersHere))))
                        .invoke(c);
            });
            assertThat(inner.get(0)).isNotNull().isNotIn(outer);
            assertThat(inner.get(1)).isSameAs(dev.menai.kotlin.Coroutines.dispatcher(here));
        });
    }

    @Test
    @DisplayName("LAM-10: thread-local elements are installed around every step of the body, and nowhere else.")
    void threadLocals() {
        Asyncio.run(() -> {
            Function1<Continuation<? super List<@Nullable String>>, @Nullable Object> code =
                    SuspendLambdas.lambda(() -> {
                        List<@Nullable String> seen = new ArrayList<>();
                        seen.add(Tenant.here());
                        await(Asyncio.sleep(Duration.ofMillis(1)));
                        seen.add(Tenant.here());
                        seen.add(await(Asyncio.createTask(Tenant::here)));
                        seen.add(await(Asyncio.toThread(Tenant::here)));
                        seen.add(await(Suspend.<String>call(c -> CallersKt.tenantHere(c))));
                        CompletableFuture<@Nullable String> soon =
                                EventLoop.running().createFuture();
                        EventLoop.running().callSoon(() -> soon.complete(Tenant.here()));
                        seen.add(await(soon));
                        seen.add(Tenant.here());
                        return seen;
                    });
            List<@Nullable String> others = new ArrayList<>();
            var other = Asyncio.createTask(() -> {
                while (true) {
                    others.add(Tenant.here());
                    EventLoop.running().callSoon(() -> others.add(Tenant.here()), Context.empty());
                    await(Asyncio.sleep(Duration.ZERO));
                }
            });
            for (CoroutineContext where : List.of(OUTER, OUTER.plus(Dispatchers.getDefault()))) {
                assertThat(in(where.plus(new Tenant("a")), code)).hasSize(7).containsOnly("a");
            }
            other.cancel(true);
            assertThat(others).isNotEmpty().containsOnlyNulls();
            assertThat(Tenant.here()).isNull();
        });
    }

    @Test
    @DisplayName("LAM-10: a body of a parallel loop has them as well, and two bodies do not share them.")
    void parallel() {
        EventLoop loop = EventLoop.parallel();
        try {
            List<CompletableFuture<List<@Nullable String>>> calls = new ArrayList<>();
            for (String tenant : List.of("a", "b", "c")) {
                calls.add(Suspend.on(loop)
                        .call(c -> CallersKt.inContext(
                                new Tenant(tenant),
                                SuspendLambdas.lambda(() -> {
                                    List<@Nullable String> seen = new ArrayList<>();
                                    for (int round = 0; round < 20; round++) {
                                        seen.add(Tenant.here());
                                        await(Asyncio.sleep(Duration.ZERO));
                                    }
                                    return seen;
                                }),
                                c)));
            }
            List<String> tenants = Arrays.asList("a", "b", "c");
            for (int at = 0; at < 3; at++) {
                assertThat(calls.get(at).orTimeout(20, TimeUnit.SECONDS).join())
                        .hasSize(20)
                        .containsOnly(tenants.get(at));
            }
        } finally {
            loop.close();
        }
    }

    @Test
    @DisplayName("LAM-10: what is copied for the children of a coroutine is copied for bodies, their tasks and calls.")
    void copied() {
        Programs.run(() -> {
            // withContext has copied it once
            List<@Nullable String> seen = in(new CopiedTenant("a"), SuspendLambdas.lambda(() -> {
                List<@Nullable String> tenants = new ArrayList<>();
                tenants.add(Tenant.here());
                tenants.add(await(Asyncio.createTask(Tenant::here)));
                tenants.add(await(Suspend.<String>call(c -> CallersKt.tenantHere(c))));
                tenants.add(Tenant.here());
                return tenants;
            }));
            assertThat(seen).containsExactly("a''", "a'''", "a'''", "a''");
        });
    }

    @Test
    @DisplayName("LAM-10: variables that an element sets are those of the Java code, which changes its own.")
    void variables() {
        ContextVar<String> user = ContextVar.of("user", "nobody");
        Programs.run(() -> {
            CoroutineContext element = VariablesKt.asContextElement(user, "Ada");
            assertThat(in(element, SuspendLambdas.lambda(() -> {
                        String seen = user.get();
                        user.set("Bob");
                        await(Asyncio.sleep(Duration.ofSeconds(1)));
                        return seen + " " + user.get();
                    })))
                    .isEqualTo("Ada Bob");
            assertThat(user.get()).isEqualTo("nobody");
        });
    }

    @Test
    @DisplayName("LAM-10: an element that throws is reported once for a call, and the body runs without it.")
    void failing(Log log) {
        Programs.run(() -> {
            for (boolean atTheEnd : new boolean[] {false, true}) {
                String value = in(new FailingTenant(atTheEnd), SuspendLambdas.lambda(() -> {
                    await(Asyncio.sleep(Duration.ofSeconds(1)));
                    return "value";
                }));
                assertThat(value).isEqualTo("value");
            }
        });
        assertThat(log.messages())
                .containsExactlyElementsOf(Stream.of("set", "restore")
                        .map(action -> "a failing tenant must " + action + " what a thread holds, but threw "
                                + "java.lang.IllegalStateException: made up; the step goes on without, and further failures "
                                + "in this call are not reported: mend it")
                        .toList());
    }
}

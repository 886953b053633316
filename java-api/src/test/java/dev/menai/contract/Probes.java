package dev.menai.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A call of every method of {@code CompletableFuture}, or several where they differ. */
final class Probes {
    /** Methods of the class that make futures of nothing. */
    static final Set<String> NOT_ABOUT_A_FUTURE = Set.of(
            "completedFuture(Object)",
            "completedStage(Object)",
            "failedFuture(Throwable)",
            "failedStage(Throwable)",
            "supplyAsync(Supplier)",
            "supplyAsync(Supplier,Executor)",
            "runAsync(Runnable)",
            "runAsync(Runnable,Executor)",
            "delayedExecutor(long,TimeUnit)",
            "delayedExecutor(long,TimeUnit,Executor)");

    static final List<Probe> ALL = new ArrayList<>();

    private Probes() {}

    static {
        looking();
        ending();
        deriving();
        classMethods();
        nulls();
    }

    private static void add(String signature, String how, Probe.Call call) {
        ALL.add(new Probe(signature, how, call));
    }

    private static void looking() {
        add("isDone()", "", (future, notes) -> future.isDone());
        add("isCancelled()", "", (future, notes) -> future.isCancelled());
        add("isCompletedExceptionally()", "", (future, notes) -> future.isCompletedExceptionally());
        add("getNumberOfDependents()", "", (future, notes) -> future.getNumberOfDependents());
        add("join()", "", (future, notes) -> future.join());
        add("get()", "", (future, notes) -> future.get());
        add("get(long,TimeUnit)", "long enough", (future, notes) -> future.get(1, TimeUnit.MINUTES));
        add("get(long,TimeUnit)", "for a moment", (future, notes) -> future.get(1, TimeUnit.MILLISECONDS));
        add("get(long,TimeUnit)", "not at all", (future, notes) -> future.get(0, TimeUnit.SECONDS));
        add("getNow(Object)", "", (future, notes) -> future.getNow("absent"));
        add("resultNow()", "", (future, notes) -> invoked(future, "resultNow"));
        add("exceptionNow()", "", (future, notes) -> invoked(future, "exceptionNow"));
        add("state()", "", (future, notes) -> invoked(future, "state"));
        add("toString()", "", (future, notes) -> future.toString().isEmpty());
        add("toCompletableFuture()", "", (future, notes) -> future.toCompletableFuture());
        add("defaultExecutor()", "", (future, notes) -> future.defaultExecutor().getClass());
    }

    private static void ending() {
        add("complete(Object)", "", (future, notes) -> future.complete("mine"));
        add(
                "completeExceptionally(Throwable)",
                "",
                (future, notes) -> future.completeExceptionally(new IllegalArgumentException("mine")));
        add("completeAsync(Supplier)", "", (future, notes) -> future.completeAsync(() -> "mine"));
        add("completeAsync(Supplier)", "that throws", (future, notes) -> future.completeAsync(Probes::thrown));
        add(
                "completeAsync(Supplier,Executor)",
                "",
                (future, notes) -> future.completeAsync(() -> "mine", Runnable::run));
        add(
                "completeOnTimeout(Object,long,TimeUnit)",
                "",
                (future, notes) -> future.completeOnTimeout("mine", 1, TimeUnit.MILLISECONDS));
        add("orTimeout(long,TimeUnit)", "", (future, notes) -> future.orTimeout(1, TimeUnit.MILLISECONDS));
        add("cancel(boolean)", "", (future, notes) -> future.cancel(true));
        add("cancel(boolean)", "false", (future, notes) -> future.cancel(false));
        add("obtrudeValue(Object)", "", (future, notes) -> nothing(() -> future.obtrudeValue("mine")));
        add(
                "obtrudeException(Throwable)",
                "",
                (future, notes) -> nothing(() -> future.obtrudeException(new IllegalArgumentException("mine"))));
    }

    private static void deriving() {
        add("copy()", "", (future, notes) -> future.copy());
        add("minimalCompletionStage()", "", (future, notes) -> future.minimalCompletionStage());
        add("newIncompleteFuture()", "", (future, notes) -> future.newIncompleteFuture()
                .isDone());
        add("thenApply(Function)", "", (future, notes) -> future.thenApply(value -> "applied " + value));
        add("thenApplyAsync(Function)", "", (future, notes) -> future.thenApplyAsync(value -> "applied " + value));
        add(
                "thenApplyAsync(Function,Executor)",
                "",
                (future, notes) -> future.thenApplyAsync(value -> "applied " + value, Runnable::run));
        add("thenApply(Function)", "that throws", (future, notes) -> future.thenApply(value -> thrown()));
        add("thenApplyAsync(Function)", "that throws", (future, notes) -> future.thenApplyAsync(value -> thrown()));
        add(
                "thenApplyAsync(Function,Executor)",
                "that throws",
                (future, notes) -> future.thenApplyAsync(value -> thrown(), Runnable::run));
        add("thenAccept(Consumer)", "", (future, notes) -> future.thenAccept(notes::add));
        add("thenAcceptAsync(Consumer)", "", (future, notes) -> future.thenAcceptAsync(notes::add));
        add(
                "thenAcceptAsync(Consumer,Executor)",
                "",
                (future, notes) -> future.thenAcceptAsync(notes::add, Runnable::run));
        add("thenRun(Runnable)", "", (future, notes) -> future.thenRun(() -> notes.add("run")));
        add("thenRunAsync(Runnable)", "", (future, notes) -> future.thenRunAsync(() -> notes.add("run")));
        add(
                "thenRunAsync(Runnable,Executor)",
                "",
                (future, notes) -> future.thenRunAsync(() -> notes.add("run"), Runnable::run));
        add(
                "whenComplete(BiConsumer)",
                "",
                (future, notes) -> future.whenComplete((value, failure) -> notes.add(value + Text.of(failure))));
        add(
                "whenCompleteAsync(BiConsumer)",
                "",
                (future, notes) -> future.whenCompleteAsync((value, failure) -> notes.add(value + Text.of(failure))));
        add(
                "whenCompleteAsync(BiConsumer,Executor)",
                "",
                (future, notes) -> future.whenCompleteAsync(
                        (value, failure) -> notes.add(value + Text.of(failure)), Runnable::run));
        add(
                "whenComplete(BiConsumer)",
                "that throws",
                (future, notes) -> future.whenComplete((value, failure) -> thrown()));
        add(
                "whenCompleteAsync(BiConsumer)",
                "that throws",
                (future, notes) -> future.whenCompleteAsync((value, failure) -> thrown()));
        add(
                "whenCompleteAsync(BiConsumer,Executor)",
                "that throws",
                (future, notes) -> future.whenCompleteAsync((value, failure) -> thrown(), Runnable::run));
        add("handle(BiFunction)", "", (future, notes) -> future.handle((value, failure) -> value + Text.of(failure)));
        add(
                "handleAsync(BiFunction)",
                "",
                (future, notes) -> future.handleAsync((value, failure) -> value + Text.of(failure)));
        add(
                "handleAsync(BiFunction,Executor)",
                "",
                (future, notes) -> future.handleAsync((value, failure) -> value + Text.of(failure), Runnable::run));
        add("handle(BiFunction)", "that throws", (future, notes) -> future.handle((value, failure) -> thrown()));
        add(
                "handleAsync(BiFunction)",
                "that throws",
                (future, notes) -> future.handleAsync((value, failure) -> thrown()));
        add(
                "handleAsync(BiFunction,Executor)",
                "that throws",
                (future, notes) -> future.handleAsync((value, failure) -> thrown(), Runnable::run));
        add(
                "exceptionally(Function)",
                "",
                (future, notes) -> future.exceptionally(failure -> "instead of " + Text.of(failure)));
        add(
                "exceptionallyAsync(Function)",
                "",
                (future, notes) -> future.exceptionallyAsync(failure -> "instead of " + Text.of(failure)));
        add(
                "exceptionallyAsync(Function,Executor)",
                "",
                (future, notes) ->
                        future.exceptionallyAsync(failure -> "instead of " + Text.of(failure), Runnable::run));
        add("exceptionally(Function)", "that throws", (future, notes) -> future.exceptionally(failure -> thrown()));
        add(
                "exceptionallyAsync(Function)",
                "that throws",
                (future, notes) -> future.exceptionallyAsync(failure -> thrown()));
        add(
                "exceptionallyAsync(Function,Executor)",
                "that throws",
                (future, notes) -> future.exceptionallyAsync(failure -> thrown(), Runnable::run));
        add(
                "exceptionallyCompose(Function)",
                "",
                (future, notes) -> future.exceptionallyCompose(failure -> done("instead of " + Text.of(failure))));
        add(
                "exceptionallyComposeAsync(Function)",
                "",
                (future, notes) -> future.exceptionallyComposeAsync(failure -> done("instead of " + Text.of(failure))));
        add(
                "exceptionallyComposeAsync(Function,Executor)",
                "",
                (future, notes) -> future.exceptionallyComposeAsync(
                        failure -> done("instead of " + Text.of(failure)), Runnable::run));
        add(
                "exceptionallyCompose(Function)",
                "that fails again",
                (future, notes) -> future.exceptionallyCompose(failure -> CompletableFuture.failedFuture(failure)));
        add(
                "exceptionallyComposeAsync(Function)",
                "that fails again",
                (future, notes) ->
                        future.exceptionallyComposeAsync(failure -> CompletableFuture.failedFuture(failure)));
        add(
                "exceptionallyComposeAsync(Function,Executor)",
                "that fails again",
                (future, notes) -> future.exceptionallyComposeAsync(
                        failure -> CompletableFuture.failedFuture(failure), Runnable::run));
        add("thenCompose(Function)", "", (future, notes) -> future.thenCompose(value -> done("composed " + value)));
        add(
                "thenComposeAsync(Function)",
                "",
                (future, notes) -> future.thenComposeAsync(value -> done("composed " + value)));
        add(
                "thenComposeAsync(Function,Executor)",
                "",
                (future, notes) -> future.thenComposeAsync(value -> done("composed " + value), Runnable::run));
        add(
                "thenCompose(Function)",
                "with one that fails",
                (future, notes) -> future.thenCompose(
                        value -> CompletableFuture.<String>failedFuture(new IllegalArgumentException("mine"))));
        add(
                "thenComposeAsync(Function)",
                "with one that fails",
                (future, notes) -> future.thenComposeAsync(
                        value -> CompletableFuture.<String>failedFuture(new IllegalArgumentException("mine"))));
        add(
                "thenComposeAsync(Function,Executor)",
                "with one that fails",
                (future, notes) -> future.thenComposeAsync(
                        value -> CompletableFuture.<String>failedFuture(new IllegalArgumentException("mine")),
                        Runnable::run));
        add("thenCompose(Function)", "with null", (future, notes) -> future.thenCompose(value -> null));
        add("thenComposeAsync(Function)", "with null", (future, notes) -> future.thenComposeAsync(value -> null));
        add(
                "thenComposeAsync(Function,Executor)",
                "with null",
                (future, notes) -> future.thenComposeAsync(value -> null, Runnable::run));
        add(
                "thenCombine(CompletionStage,BiFunction)",
                "with one that is done",
                (future, notes) -> future.thenCombine(done("other"), (value, other) -> value + other));
        add(
                "thenCombineAsync(CompletionStage,BiFunction)",
                "with one that is done",
                (future, notes) -> future.thenCombineAsync(done("other"), (value, other) -> value + other));
        add(
                "thenCombineAsync(CompletionStage,BiFunction,Executor)",
                "with one that is done",
                (future, notes) ->
                        future.thenCombineAsync(done("other"), (value, other) -> value + other, Runnable::run));
        add(
                "thenAcceptBoth(CompletionStage,BiConsumer)",
                "with one that is done",
                (future, notes) -> future.thenAcceptBoth(done("other"), (value, other) -> notes.add(value + other)));
        add(
                "thenAcceptBothAsync(CompletionStage,BiConsumer)",
                "with one that is done",
                (future, notes) ->
                        future.thenAcceptBothAsync(done("other"), (value, other) -> notes.add(value + other)));
        add(
                "thenAcceptBothAsync(CompletionStage,BiConsumer,Executor)",
                "with one that is done",
                (future, notes) -> future.thenAcceptBothAsync(
                        done("other"), (value, other) -> notes.add(value + other), Runnable::run));
        add(
                "runAfterBoth(CompletionStage,Runnable)",
                "with one that is done",
                (future, notes) -> future.runAfterBoth(done("other"), () -> notes.add("run")));
        add(
                "runAfterBothAsync(CompletionStage,Runnable)",
                "with one that is done",
                (future, notes) -> future.runAfterBothAsync(done("other"), () -> notes.add("run")));
        add(
                "runAfterBothAsync(CompletionStage,Runnable,Executor)",
                "with one that is done",
                (future, notes) -> future.runAfterBothAsync(done("other"), () -> notes.add("run"), Runnable::run));
        add(
                "thenCombine(CompletionStage,BiFunction)",
                "with one that has failed",
                (future, notes) -> future.thenCombine(
                        CompletableFuture.<String>failedFuture(new IllegalArgumentException("mine")),
                        (value, other) -> value + other));
        add(
                "thenCombineAsync(CompletionStage,BiFunction)",
                "with one that has failed",
                (future, notes) -> future.thenCombineAsync(
                        CompletableFuture.<String>failedFuture(new IllegalArgumentException("mine")),
                        (value, other) -> value + other));
        add(
                "thenCombineAsync(CompletionStage,BiFunction,Executor)",
                "with one that has failed",
                (future, notes) -> future.thenCombineAsync(
                        CompletableFuture.<String>failedFuture(new IllegalArgumentException("mine")),
                        (value, other) -> value + other,
                        Runnable::run));
        add(
                "thenAcceptBoth(CompletionStage,BiConsumer)",
                "with one that has failed",
                (future, notes) -> future.thenAcceptBoth(
                        CompletableFuture.<String>failedFuture(new IllegalArgumentException("mine")),
                        (value, other) -> notes.add(value + other)));
        add(
                "thenAcceptBothAsync(CompletionStage,BiConsumer)",
                "with one that has failed",
                (future, notes) -> future.thenAcceptBothAsync(
                        CompletableFuture.<String>failedFuture(new IllegalArgumentException("mine")),
                        (value, other) -> notes.add(value + other)));
        add(
                "thenAcceptBothAsync(CompletionStage,BiConsumer,Executor)",
                "with one that has failed",
                (future, notes) -> future.thenAcceptBothAsync(
                        CompletableFuture.<String>failedFuture(new IllegalArgumentException("mine")),
                        (value, other) -> notes.add(value + other),
                        Runnable::run));
        add(
                "runAfterBoth(CompletionStage,Runnable)",
                "with one that has failed",
                (future, notes) -> future.runAfterBoth(
                        CompletableFuture.<String>failedFuture(new IllegalArgumentException("mine")),
                        () -> notes.add("run")));
        add(
                "runAfterBothAsync(CompletionStage,Runnable)",
                "with one that has failed",
                (future, notes) -> future.runAfterBothAsync(
                        CompletableFuture.<String>failedFuture(new IllegalArgumentException("mine")),
                        () -> notes.add("run")));
        add(
                "runAfterBothAsync(CompletionStage,Runnable,Executor)",
                "with one that has failed",
                (future, notes) -> future.runAfterBothAsync(
                        CompletableFuture.<String>failedFuture(new IllegalArgumentException("mine")),
                        () -> notes.add("run"),
                        Runnable::run));
        add(
                "applyToEither(CompletionStage,Function)",
                "with one that never ends",
                (future, notes) -> future.applyToEither(new CompletableFuture<>(), value -> "applied " + value));
        add(
                "applyToEitherAsync(CompletionStage,Function)",
                "with one that never ends",
                (future, notes) -> future.applyToEitherAsync(new CompletableFuture<>(), value -> "applied " + value));
        add(
                "applyToEitherAsync(CompletionStage,Function,Executor)",
                "with one that never ends",
                (future, notes) -> future.applyToEitherAsync(
                        new CompletableFuture<>(), value -> "applied " + value, Runnable::run));
        add(
                "acceptEither(CompletionStage,Consumer)",
                "with one that never ends",
                (future, notes) -> future.acceptEither(new CompletableFuture<>(), notes::add));
        add(
                "acceptEitherAsync(CompletionStage,Consumer)",
                "with one that never ends",
                (future, notes) -> future.acceptEitherAsync(new CompletableFuture<>(), notes::add));
        add(
                "acceptEitherAsync(CompletionStage,Consumer,Executor)",
                "with one that never ends",
                (future, notes) -> future.acceptEitherAsync(new CompletableFuture<>(), notes::add, Runnable::run));
        add(
                "runAfterEither(CompletionStage,Runnable)",
                "with one that never ends",
                (future, notes) -> future.runAfterEither(new CompletableFuture<>(), () -> notes.add("run")));
        add(
                "runAfterEitherAsync(CompletionStage,Runnable)",
                "with one that never ends",
                (future, notes) -> future.runAfterEitherAsync(new CompletableFuture<>(), () -> notes.add("run")));
        add(
                "runAfterEitherAsync(CompletionStage,Runnable,Executor)",
                "with one that never ends",
                (future, notes) ->
                        future.runAfterEitherAsync(new CompletableFuture<>(), () -> notes.add("run"), Runnable::run));
    }

    private static void classMethods() {
        add("allOf(CompletableFuture[])", "", (future, notes) -> CompletableFuture.allOf(future, done("other")));
        add(
                "anyOf(CompletableFuture[])",
                "",
                (future, notes) -> CompletableFuture.anyOf(new CompletableFuture<>(), future));
    }

    /** Every method once more, with null for all that it takes. */
    private static void nulls() {
        for (Method method : CompletableFuture.class.getMethods()) {
            Class<?>[] types = method.getParameterTypes();
            boolean takesObjects = Arrays.stream(types).anyMatch(type -> !type.isPrimitive());
            if (takesObjects
                    && !Modifier.isStatic(method.getModifiers())
                    && method.getDeclaringClass() != Object.class) {
                Object[] nothing = Arrays.stream(types)
                        .map(type -> type.isPrimitive() ? 0 : null)
                        .toArray();
                add(Signatures.of(method), Probe.WITH_NULL, (future, notes) -> invoked(future, method, nothing));
            }
        }
    }

    private static CompletableFuture<String> done(String value) {
        return CompletableFuture.completedFuture(value);
    }

    private static String thrown() {
        throw new IllegalArgumentException("mine");
    }

    private static Object nothing(Runnable call) {
        call.run();
        return "nothing";
    }

    /** Calls a method that older releases of the JDK do not have. */
    private static Object invoked(CompletableFuture<?> future, String method) throws Exception {
        return invoked(future, CompletableFuture.class.getMethod(method));
    }

    private static Object invoked(CompletableFuture<?> future, Method method, Object... arguments) throws Exception {
        try {
            return method.invoke(future, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() instanceof Exception failure ? failure : thrown;
        }
    }
}

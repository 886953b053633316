package dev.menai;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every public method of the running JDK's CompletableFuture has been decided on: a new one fails here. */
class CompletableFutureContractTest {
    /** Ours: overridden to complete through the front, cancel upstream, refuse to block, or note who looked. */
    private static final Set<String> OVERRIDDEN = Set.of(
            "complete",
            "completeExceptionally",
            "completeAsync",
            "completeOnTimeout",
            "orTimeout",
            "obtrudeValue",
            "obtrudeException",
            "cancel",
            "get",
            "join",
            "getNow",
            "newIncompleteFuture",
            "copy",
            "toString",
            "thenCombine",
            "thenCombineAsync",
            "thenAcceptBoth",
            "thenAcceptBothAsync",
            "runAfterBoth",
            "runAfterBothAsync",
            "applyToEither",
            "applyToEitherAsync",
            "acceptEither",
            "acceptEitherAsync",
            "runAfterEither",
            "runAfterEitherAsync",
            "thenCompose",
            "thenComposeAsync");

    /** The JDK's own, right as they are: they derive through newIncompleteFuture, or only look at the state. */
    private static final Set<String> INHERITED = Set.of(
            "thenApply",
            "thenApplyAsync",
            "thenAccept",
            "thenAcceptAsync",
            "thenRun",
            "thenRunAsync",
            "whenComplete",
            "whenCompleteAsync",
            "handle",
            "handleAsync",
            "exceptionally",
            "exceptionallyAsync",
            "exceptionallyCompose",
            "exceptionallyComposeAsync",
            "isDone",
            "isCancelled",
            "isCompletedExceptionally",
            "getNumberOfDependents",
            "minimalCompletionStage",
            "toCompletableFuture",
            "defaultExecutor",
            // from JDK 19 on
            "resultNow",
            "exceptionNow",
            "state");

    @Test
    void everyMethodIsDecidedOn() {
        Set<String> undecided = publicMethods(CompletableFuture.class);
        undecided.removeAll(OVERRIDDEN);
        undecided.removeAll(INHERITED);
        assertThat(undecided).isEmpty();
    }

    @Test
    void whatIsSaidToBeOursIsOverriddenInEveryForm() {
        for (Method method : CompletableFuture.class.getMethods()) {
            if (!OVERRIDDEN.contains(method.getName()) || Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            assertThat(declaringClass(method)).as(method.toString()).isNotEqualTo(CompletableFuture.class);
        }
    }

    @Test
    void aTaskDecidesOnEveryWayToCompleteIt() throws NoSuchMethodException {
        for (Method method : CompletableFuture.class.getMethods()) {
            boolean completes = method.getName().startsWith("complete") && !Modifier.isStatic(method.getModifiers());
            if (completes
                    || method.getName().startsWith("obtrude")
                    || method.getName().equals("orTimeout")) {
                assertThat(Task.class
                                .getMethod(method.getName(), method.getParameterTypes())
                                .getDeclaringClass())
                        .as(method.toString())
                        .isEqualTo(Task.class);
            }
        }
    }

    private static Class<?> declaringClass(Method method) {
        try {
            return AsyncFuture.class
                    .getMethod(method.getName(), method.getParameterTypes())
                    .getDeclaringClass();
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Set<String> publicMethods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

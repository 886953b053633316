package dev.menai.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One call of one method of one future, and everything that can be seen of it. */
final class Trial {
    /** Calls where the view says. */
    interface Caller {
        <T> T call(Callable<T> code) throws Exception;
    }

    private static final int PATIENCE_SECONDS = 20;

    private final Subject subject;
    private final State state;
    private final Probe probe;
    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    private final List<String> seen = new ArrayList<>();

    Trial(Subject subject, State state, Probe probe) {
        this.subject = subject;
        this.state = state;
        this.probe = probe;
    }

    /**
     * Makes the call and returns what was seen.
     *
     * @param isBlockingExpected whether a call that waits has to be helped
     * @param isStill whether nothing else runs while the caller does, so that he may look at once
     */
    String run(Caller caller, boolean isBlockingExpected, boolean isStill) throws Exception {
        CompletableFuture<String> future = subject.future();
        if (!state.isPending()) {
            subject.end(state);
            ending(future);
        }
        if (state.isPending() && probe.isBlocking() && isBlockingExpected) {
            CompletableFuture.runAsync(() -> subject.end(state));
        }
        Object result = caller.call(() -> {
            Object returned = returned(future);
            if (isStill && !probe.isEndingLater() && !probe.signature().contains("Async(")) {
                seen.add("at once " + look(returned) + ", future " + look(future));
            }
            return returned;
        });
        if (probe.isEndingLater() && !(result instanceof Throwable)) {
            ending(future);
        }
        if (state.isPending()) {
            subject.end(state);
        }
        seen.add("then " + textOf(result) + ", future " + ending(future));
        if (!notes.isEmpty()) {
            seen.add("noted " + notes);
        }
        return String.join("; ", seen);
    }

    private Object returned(CompletableFuture<String> future) {
        try {
            return probe.call().on(future, notes);
        } catch (Throwable thrown) {
            return thrown;
        }
    }

    private String textOf(Object result) throws Exception {
        if (result == subject.future()) {
            return "itself";
        }
        if (result instanceof Throwable thrown) {
            return "throws " + Text.of(thrown);
        }
        return result instanceof CompletionStage<?> stage ? "stage " + ending(stage) : String.valueOf(result);
    }

    private String look(Object result) {
        if (result instanceof CompletionStage<?> stage && result != subject.future()) {
            return lookAt(stage.toCompletableFuture());
        }
        return result == subject.future() ? lookAt(subject.future()) : "";
    }

    private static String lookAt(CompletableFuture<?> future) {
        return future.isCancelled()
                ? "cancelled"
                : future.isCompletedExceptionally() ? "failed" : future.isDone() ? "done" : "pending";
    }

    private static String ending(CompletionStage<?> stage) throws Exception {
        try {
            return stage.handle((value, failure) -> failure == null ? String.valueOf(value) : Text.of(failure))
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            return "never ends";
        }
    }
}

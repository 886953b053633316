package dev.menai;

import dev.menai.engine.groups.Gather;
import dev.menai.engine.groups.Shield;
import dev.menai.engine.groups.TimeoutScope;
import dev.menai.engine.groups.WaitFor;
import dev.menai.engine.tasks.Awaiting;
import dev.menai.engine.tasks.Cleanups;
import dev.menai.function.ThrowingConsumer;
import dev.menai.function.ThrowingFunction;
import dev.menai.function.ThrowingRunnable;
import dev.menai.function.ThrowingSupplier;
import dev.menai.function.TriFunction;
import dev.menai.internal.Bodies;
import dev.menai.internal.Checks;
import dev.menai.internal.Loops;
import dev.menai.internal.groups.Gathering;
import dev.menai.internal.groups.Races;
import dev.menai.internal.groups.Scopes;
import dev.menai.internal.groups.StaggeredRaces;
import dev.menai.internal.groups.Waits;
import dev.menai.internal.iteration.EachIterator;
import dev.menai.internal.iteration.Mapping;
import dev.menai.internal.lifetimes.Resources;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The functions of asyncio.
 *
 * <pre>{@code
 * int price = Asyncio.run(() -> {
 *     Task<Integer> discount = createTask("discount", () -> discountOf(customer));
 *     List<Integer> offers = await(gather(() -> ask("north"), () -> ask("south")));
 *     return Collections.min(offers) - await(discount);
 * });
 * }</pre>
 *
 * <p>They work on the loop that runs on the calling thread; inside {@link #toThread} on the loop that sent the work
 * there; on any other thread on the {@linkplain EventLoop#shared() shared parallel loop}. What waits, such as {@link #await}
 * and the scopes, works in a coroutine body only.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, gather (GAT), wait and asCompleted (WAIT, ASC), shield
 * (SHD), waitFor (WFR), timeout (TMO), Staggered races (SRC), run and Runner (RUN).
 */
@SuppressWarnings("overloads") // where both forms of a word fit, the one with a value is taken: it is the more special
public final class Asyncio {
    private Asyncio() {}

    // running

    /**
     * Runs {@code main} as the main task of a fresh loop and returns its value or throws its exception, the same
     * instance. Tasks that are left when it ends are cancelled and waited for; then the loop is closed. SIGINT and SIGTERM
     * cancel it, see {@link Runner}.
     *
     * @throws IllegalStateException if a loop is running on this thread already
     */
    public static <T extends @Nullable Object, X extends Exception> T run(ThrowingSupplier<? extends T, X> main)
            throws X {
        try (Runner runner = new Runner()) {
            return runner.run(main);
        }
    }

    /** As {@link #run(ThrowingSupplier)}, for a body without a value. */
    public static <X extends Exception> void run(ThrowingRunnable<X> main) throws X {
        try (Runner runner = new Runner()) {
            runner.run(main);
        }
    }

    /** As {@link #run(ThrowingSupplier)}, with options: debug mode, another loop. */
    public static <T extends @Nullable Object, X extends Exception> T run(
            RunnerOptions options, ThrowingSupplier<? extends T, X> main) throws X {
        try (Runner runner = new Runner(options)) {
            return runner.run(main);
        }
    }

    /** As {@link #run(RunnerOptions, ThrowingSupplier)}, for a body without a value. */
    public static <X extends Exception> void run(RunnerOptions options, ThrowingRunnable<X> main) throws X {
        try (Runner runner = new Runner(options)) {
            runner.run(main);
        }
    }

    /** Runs a fresh loop until {@code main} is done and returns its value or throws its exception. */
    public static <T extends @Nullable Object> T run(CompletionStage<T> main) {
        try (Runner runner = new Runner()) {
            return runner.run(main);
        }
    }

    /** As {@link #run(CompletionStage)}, and makes a checked exception catchable. */
    public static <T extends @Nullable Object, X extends Exception> T run(CompletionStage<T> main, Class<X> checked)
            throws X {
        Checks.notNull(checked, "checked");
        return run(main);
    }

    // waiting

    /**
     * Waits, in a coroutine body, until {@code stage} is done; meanwhile its loop runs other steps. Returns the value,
     * or throws the very exception that the stage failed with, without a wrapper. A stage that is done is not waited
     * for.
     *
     * <p>When the task is cancelled meanwhile, the stage is cancelled too unless somebody else counts on it.
     *
     * <p>What has an {@code orTimeout} of the JDK's fails with the JDK's {@link java.util.concurrent.TimeoutException},
     * which is checked; {@link #waitFor} and {@link #timeout} throw {@link TimeoutException ours}, which is not.
     *
     * @throws IllegalStateException outside a coroutine body: in a callback, a function passed to {@code thenApply}, a
     *     thread without a loop
     */
    public static <T extends @Nullable Object> T await(CompletionStage<? extends T> stage) {
        Checks.notNull(stage, "stage");
        return Awaiting.await(stage);
    }

    /**
     * As {@link #await(CompletionStage)}, and makes a checked exception catchable: {@code await(stage,
     * IOException.class)}.
     */
    public static <T extends @Nullable Object, X extends Exception> T await(
            CompletionStage<? extends T> stage, Class<X> checked) throws X {
        Checks.notNull(checked, "checked");
        return await(stage);
    }

    /**
     * Returns a future that is done after {@code duration}; without a positive one, in the next iteration of the
     * loop.
     */
    @CheckReturnValue
    public static AsyncFuture<@Nullable Void> sleep(Duration duration) {
        return EventLoop.current().sleep(duration, Checks.<@Nullable Void>nothing());
    }

    /** Returns a future that has {@code result} after {@code duration}. */
    @CheckReturnValue
    public static <T extends @Nullable Object> AsyncFuture<T> sleep(Duration duration, T result) {
        return EventLoop.current().sleep(duration, result);
    }

    // tasks

    /**
     * Creates a task; its body starts soon, in the next iteration of the loop, not inside this call.
     *
     * <p>On a thread without a loop it runs on the {@linkplain EventLoop#shared() shared parallel loop}, beside others at
     * the same time: what it shares with them needs a lock there. {@link TaskScope#confined} runs tasks one step at a time.
     */
    public static <T extends @Nullable Object> Task<T> createTask(ThrowingSupplier<? extends T, ?> body) {
        return EventLoop.current().createTask(body);
    }

    /** As {@link #createTask(ThrowingSupplier)}, with a name for messages. */
    public static <T extends @Nullable Object> Task<T> createTask(String name, ThrowingSupplier<? extends T, ?> body) {
        return EventLoop.current().createTask(name, body);
    }

    /** As {@link #createTask(ThrowingSupplier)}, with options for the task. */
    public static <T extends @Nullable Object> Task<T> createTask(
            TaskOptions options, ThrowingSupplier<? extends T, ?> body) {
        return EventLoop.current().createTask(options, body);
    }

    /** As {@link #createTask(ThrowingSupplier)}, for a body without a value: that of the task is null. */
    public static Task<@Nullable Void> createTask(ThrowingRunnable<?> body) {
        return EventLoop.current().createTask(body);
    }

    /** As {@link #createTask(ThrowingRunnable)}, with a name for messages. */
    public static Task<@Nullable Void> createTask(String name, ThrowingRunnable<?> body) {
        return EventLoop.current().createTask(name, body);
    }

    /** As {@link #createTask(ThrowingRunnable)}, with options for the task. */
    public static Task<@Nullable Void> createTask(TaskOptions options, ThrowingRunnable<?> body) {
        return EventLoop.current().createTask(options, body);
    }

    /** Creates a task that awaits what its body returns: for code that returns futures. */
    public static <T extends @Nullable Object> Task<T> createTaskFrom(
            ThrowingSupplier<? extends CompletionStage<T>, ?> body) {
        return EventLoop.current().createTaskFrom(body);
    }

    /** As {@link #createTaskFrom(ThrowingSupplier)}, with a name for the task. */
    public static <T extends @Nullable Object> Task<T> createTaskFrom(
            String name, ThrowingSupplier<? extends CompletionStage<T>, ?> body) {
        return EventLoop.current().createTaskFrom(name, body);
    }

    /** As {@link #createTaskFrom(ThrowingSupplier)}, with options for the task. */
    public static <T extends @Nullable Object> Task<T> createTaskFrom(
            TaskOptions options, ThrowingSupplier<? extends CompletionStage<T>, ?> body) {
        return EventLoop.current().createTaskFrom(options, body);
    }

    /**
     * Returns the task whose step is running; null in a callback.
     *
     * @throws IllegalStateException if no loop is running on this thread
     */
    public static @Nullable Task<?> currentTask() {
        return EventLoop.running().currentTask();
    }

    /** Returns the unfinished tasks of the loop. */
    public static Set<Task<?>> allTasks() {
        return EventLoop.current().allTasks();
    }

    /**
     * Returns {@code stage} itself if it is a future of a loop, else a future that follows it: the completion arrives
     * through the loop, and cancelling the future cancels the stage.
     */
    public static <T extends @Nullable Object> AsyncFuture<T> ensureFuture(CompletionStage<T> stage) {
        return EventLoop.current().ensureFuture(stage);
    }

    /**
     * Returns a future that follows a {@link Future} of an executor's: its outcome arrives through the loop, and cancelling
     * the future cancels it. One that is no stage and not done takes a thread of the default executor until it is.
     */
    public static <T extends @Nullable Object> AsyncFuture<T> wrapFuture(Future<T> future) {
        return EventLoop.current().wrapFuture(future);
    }

    /**
     * Returns a future that follows {@code stage} but does not pass a cancellation on to it: it protects work that
     * others count on. One that is done needs no protection: it is what {@link #ensureFuture} returns.
     */
    public static <T extends @Nullable Object> AsyncFuture<T> shield(CompletionStage<T> stage) {
        Checks.notNull(stage, "stage");
        CompletableFuture<T> inner = dev.menai.engine.tasks.Outcome.futureOf(stage);
        if (inner.isDone()) {
            return ensureFuture(inner);
        }
        AsyncFuture<T> outer = Loops.newFuture(stage);
        Shield.start(inner, outer);
        return outer;
    }

    // gathering

    /**
     * Returns a future of the values of all {@code stages}, in their order. The first failure is its failure, at once;
     * the other stages go on. Cancelling it cancels them all, and it ends when they have.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T extends @Nullable Object> AsyncFuture<List<T>> gather(CompletionStage<? extends T>... stages) {
        Checks.noneNull(stages, "stages");
        return Gathering.values(stages);
    }

    /** As {@link #gather(CompletionStage[])}. */
    public static <T extends @Nullable Object> AsyncFuture<List<T>> gather(
            Iterable<? extends CompletionStage<? extends T>> stages) {
        return Gathering.values(Gathering.stages(stages));
    }

    /** Starts a task for each body, as often as it is passed, and gathers them. */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T extends @Nullable Object> AsyncFuture<List<T>> gather(ThrowingSupplier<? extends T, ?>... bodies) {
        Checks.noneNull(bodies, "bodies");
        return Gathering.values(Gathering.tasks(bodies));
    }

    /** As {@link #gather(ThrowingSupplier[])}. */
    public static <T extends @Nullable Object> AsyncFuture<List<T>> gather(
            Collection<? extends ThrowingSupplier<? extends T, ?>> bodies) {
        return Gathering.values(Gathering.tasks(Gathering.bodies(bodies)));
    }

    /** As {@link #gather(ThrowingSupplier[])}, for bodies that have no value, all or some: the future has none either. */
    public static AsyncFuture<@Nullable Void> gather(ThrowingRunnable<?>... bodies) {
        Checks.noneNull(bodies, "bodies");
        return Gathering.end(Gathering.tasks(Gathering.withoutValue(bodies)));
    }

    /** Returns a future of an empty list. */
    public static <T extends @Nullable Object> AsyncFuture<List<T>> gather() {
        return Gathering.values(new CompletionStage<?>[0]);
    }

    /** Gathers two stages of different types into what {@code combiner} makes of their values. */
    public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            AsyncFuture<R> gather(
                    CompletionStage<A> first,
                    CompletionStage<B> second,
                    BiFunction<? super A, ? super B, ? extends R> combiner) {
        Checks.notNull(first, "first");
        Checks.notNull(second, "second");
        Checks.notNull(combiner, "combiner");
        AsyncFuture<R> outer = Loops.newFuture(first, second);
        Gather.start(
                outer,
                new CompletionStage<?>[] {first, second},
                false,
                members -> combiner.apply(Gathering.<A>value(members[0]), Gathering.<B>value(members[1])));
        return outer;
    }

    /** Gathers three stages of different types into what {@code combiner} makes of their values. */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncFuture<R> gather(
                    CompletionStage<A> first,
                    CompletionStage<B> second,
                    CompletionStage<C> third,
                    TriFunction<? super A, ? super B, ? super C, ? extends R> combiner) {
        Checks.notNull(first, "first");
        Checks.notNull(second, "second");
        Checks.notNull(third, "third");
        Checks.notNull(combiner, "combiner");
        AsyncFuture<R> outer = Loops.newFuture(first, second, third);
        Gather.start(
                outer,
                new CompletionStage<?>[] {first, second, third},
                false,
                members -> combiner.apply(
                        Gathering.<A>value(members[0]),
                        Gathering.<B>value(members[1]),
                        Gathering.<C>value(members[2])));
        return outer;
    }

    /** Returns a future of how each of {@code stages} ended, in their order: failures and cancellations are values. */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T extends @Nullable Object> AsyncFuture<List<Outcome<T>>> gatherOutcomes(
            CompletionStage<? extends T>... stages) {
        Checks.noneNull(stages, "stages");
        return Gathering.outcomes(stages);
    }

    /** As {@link #gatherOutcomes(CompletionStage[])}. */
    public static <T extends @Nullable Object> AsyncFuture<List<Outcome<T>>> gatherOutcomes(
            Iterable<? extends CompletionStage<? extends T>> stages) {
        return Gathering.outcomes(Gathering.stages(stages));
    }

    /** Starts a task for each body, as often as it is passed, and returns a future of how each of them ended. */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T extends @Nullable Object> AsyncFuture<List<Outcome<T>>> gatherOutcomes(
            ThrowingSupplier<? extends T, ?>... bodies) {
        Checks.noneNull(bodies, "bodies");
        return Gathering.outcomes(Gathering.tasks(bodies));
    }

    /** As {@link #gatherOutcomes(ThrowingSupplier[])}. */
    public static <T extends @Nullable Object> AsyncFuture<List<Outcome<T>>> gatherOutcomes(
            Collection<? extends ThrowingSupplier<? extends T, ?>> bodies) {
        return Gathering.outcomes(Gathering.tasks(Gathering.bodies(bodies)));
    }

    /** As {@link #gatherOutcomes(ThrowingSupplier[])}, for bodies that have no value, all or some. */
    public static AsyncFuture<List<Outcome<@Nullable Void>>> gatherOutcomes(ThrowingRunnable<?>... bodies) {
        Checks.noneNull(bodies, "bodies");
        return Gathering.outcomes(Gathering.tasks(Gathering.withoutValue(bodies)));
    }

    /** Returns a future of an empty list. */
    public static <T extends @Nullable Object> AsyncFuture<List<Outcome<T>>> gatherOutcomes() {
        return Gathering.outcomes(new CompletionStage<?>[0]);
    }

    // waiting for some

    /**
     * Returns a future that is done when all {@code stages} are. It neither takes over their failures nor cancels
     * anything. Called with its class name: {@code Object.wait} hides a static import.
     *
     * @throws IllegalArgumentException if there are no stages
     */
    @CheckReturnValue
    public static <F extends CompletionStage<?>> AsyncFuture<Waited<F>> wait(Iterable<? extends F> stages) {
        return wait(stages, null, ReturnWhen.ALL_COMPLETED);
    }

    /** As {@link #wait(Iterable)}, but done as early as {@code returnWhen} says. */
    @CheckReturnValue
    public static <F extends CompletionStage<?>> AsyncFuture<Waited<F>> wait(
            Iterable<? extends F> stages, ReturnWhen returnWhen) {
        return wait(stages, null, returnWhen);
    }

    /** As {@link #wait(Iterable)}, and done after {@code timeout} at the latest; null is no limit. */
    @CheckReturnValue
    public static <F extends CompletionStage<?>> AsyncFuture<Waited<F>> wait(
            Iterable<? extends F> stages, @Nullable Duration timeout) {
        return wait(stages, timeout, ReturnWhen.ALL_COMPLETED);
    }

    /** As {@link #wait(Iterable, ReturnWhen)}, and done after {@code timeout} at the latest; null is no limit. */
    @CheckReturnValue
    public static <F extends CompletionStage<?>> AsyncFuture<Waited<F>> wait(
            Iterable<? extends F> stages, @Nullable Duration timeout, ReturnWhen returnWhen) {
        return new Waits<F>(stages).start(timeout, returnWhen);
    }

    /**
     * Returns a future that follows {@code stage} for {@code timeout}; null is no limit. When the time is over, the
     * stage is cancelled and its end waited for; then the future fails with a {@link TimeoutException}, unless the
     * stage answered otherwise. A stage that others count on is left alone. A result that is there is never lost.
     */
    public static <T extends @Nullable Object> AsyncFuture<T> waitFor(
            CompletionStage<T> stage, @Nullable Duration timeout) {
        Checks.notNull(stage, "stage");
        AsyncFuture<T> outer = Loops.newFuture(stage);
        WaitFor.start(dev.menai.engine.tasks.Outcome.futureOf(stage), outer, nanosOrNull(timeout));
        return outer;
    }

    /**
     * Starts a task for {@code body} and returns a future that follows it for {@code timeout}; null is no limit.
     * Without a positive time the body never begins. To limit what stands in the calling body itself, use {@link
     * #timeout}.
     */
    @CheckReturnValue
    public static <T extends @Nullable Object> AsyncFuture<T> waitFor(
            ThrowingSupplier<? extends T, ?> body, @Nullable Duration timeout) {
        Checks.notNull(body, "body");
        Long nanos = nanosOrNull(timeout);
        AsyncFuture<T> outer = Loops.newFuture();
        if (nanos != null && nanos <= 0) {
            WaitFor.notStarted(outer, nanos);
        } else {
            WaitFor.start(Asyncio.<T>createTask(body), outer, nanos);
        }
        return outer;
    }

    /** As {@link #waitFor(ThrowingSupplier, Duration)}, for a body without a value. */
    @CheckReturnValue
    public static AsyncFuture<@Nullable Void> waitFor(ThrowingRunnable<?> body, @Nullable Duration timeout) {
        return waitFor(Bodies.withoutValue(body), timeout);
    }

    // scopes: they run where you stand

    /**
     * Runs {@code body} for {@code delay} at the most, null is no limit, and returns its value.
     *
     * @throws TimeoutException if the time is over before
     */
    public static <T extends @Nullable Object, X extends Exception> T timeout(
            @Nullable Duration delay, ThrowingSupplier<? extends T, X> body) throws X {
        Checks.notNull(body, "body");
        return Scopes.limited(TimeoutScope.enterFor("timeout", nanosOrNull(delay)), body);
    }

    /** As {@link #timeout(Duration, ThrowingSupplier)}, for a body without a value. */
    public static <X extends Exception> void timeout(@Nullable Duration delay, ThrowingRunnable<X> body) throws X {
        Checks.notNull(body, "body");
        Scopes.run(TimeoutScope.enterFor("timeout", nanosOrNull(delay)), body);
    }

    /**
     * Runs {@code body} until {@code when} at the latest, in {@linkplain EventLoop#time() the time of the loop}; null
     * is no limit. Returns its value.
     *
     * @throws TimeoutException if the deadline comes before
     */
    public static <T extends @Nullable Object, X extends Exception> T timeoutAt(
            @Nullable Duration when, ThrowingSupplier<? extends T, X> body) throws X {
        Checks.notNull(body, "body");
        return Scopes.limited(TimeoutScope.enterUntil("timeoutAt", nanosOrNull(when)), body);
    }

    /** As {@link #timeoutAt(Duration, ThrowingSupplier)}, for a body without a value. */
    public static <X extends Exception> void timeoutAt(@Nullable Duration when, ThrowingRunnable<X> body) throws X {
        Checks.notNull(body, "body");
        Scopes.run(TimeoutScope.enterUntil("timeoutAt", nanosOrNull(when)), body);
    }

    /**
     * As {@link #timeout(Duration, ThrowingSupplier)}, but when the time was over before, that is an outcome, and not
     * thrown: {@code moveOnAfter(limit, () -> ask()).orElse("nothing")}. What the body itself throws is thrown.
     */
    public static <T extends @Nullable Object, X extends Exception> Outcome<T> moveOnAfter(
            @Nullable Duration delay, ThrowingSupplier<? extends T, X> body) throws X {
        Checks.notNull(body, "body");
        return Scopes.unlessExpired(TimeoutScope.enterFor("moveOnAfter", nanosOrNull(delay)), body);
    }

    /**
     * As {@link #timeout(Duration, ThrowingRunnable)}, but without an exception: returns whether the time was over before
     * the body ended.
     */
    public static <X extends Exception> boolean moveOnAfter(@Nullable Duration delay, ThrowingRunnable<X> body)
            throws X {
        Checks.notNull(body, "body");
        return Scopes.expires(TimeoutScope.enterFor("moveOnAfter", nanosOrNull(delay)), body);
    }

    private static @Nullable Long nanosOrNull(@Nullable Duration limit) {
        return limit == null ? null : Checks.nanos(limit, "limit");
    }

    /**
     * Runs {@code body}, which creates tasks in a group, waits for all of them, and returns the body's value. See
     * {@link TaskGroup}.
     *
     * @throws ExceptionGroup of what failed, the body included
     * @throws InvalidStateException if the group was cancelled by {@link TaskGroup#cancel} before the body had a value
     */
    public static <T extends @Nullable Object> T taskGroup(ThrowingFunction<? super TaskGroup, ? extends T, ?> body) {
        return taskGroup(TaskGroupOptions.defaults(), body);
    }

    /** As {@link #taskGroup(ThrowingFunction)}, with options. */
    public static <T extends @Nullable Object> T taskGroup(
            TaskGroupOptions options, ThrowingFunction<? super TaskGroup, ? extends T, ?> body) {
        Checks.notNull(body, "body");
        TaskGroup group = new TaskGroup(options);
        return group.<T>with("taskGroup", () -> body.apply(group));
    }

    /** As {@link #taskGroup(ThrowingFunction)}, for a body without a value. */
    public static void taskGroup(ThrowingConsumer<? super TaskGroup, ?> body) {
        taskGroup(TaskGroupOptions.defaults(), body);
    }

    /** As {@link #taskGroup(ThrowingConsumer)}, with options. */
    public static void taskGroup(TaskGroupOptions options, ThrowingConsumer<? super TaskGroup, ?> body) {
        Checks.notNull(body, "body");
        TaskGroup group = new TaskGroup(options);
        group.with("taskGroup", () -> body.accept(group));
    }

    /**
     * Runs {@code bodies} side by side, returns the value of the first that succeeds, and cancels the others and waits
     * for them before. What these fail with does not count then.
     *
     * <p>A body whose wait was served together with that of the winner does not go on, and gives back what it was handed:
     * an item, a lock. What it has gone on with by then is lost with its value, and so is the value of a task that it
     * awaited: on a parallel loop, or for what cannot go back, use {@link #wait} and look at all of them.
     *
     * @throws ExceptionGroup if all failed
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T extends @Nullable Object> T race(ThrowingSupplier<? extends T, ?>... bodies) {
        Checks.noneNull(bodies, "bodies");
        return race(List.of(bodies));
    }

    /** As {@link #race(ThrowingSupplier[])}. */
    public static <T extends @Nullable Object> T race(Collection<? extends ThrowingSupplier<? extends T, ?>> bodies) {
        List<ThrowingSupplier<? extends T, ?>> all = List.copyOf(Checks.notNull(bodies, "bodies"));
        if (all.isEmpty()) {
            throw new IllegalArgumentException("bodies must not be empty: nobody could win the race");
        }
        Awaiting.requireBody("race");
        Races<T> race = new Races<>();
        taskGroup(group -> {
            race.start(group, all);
        });
        return race.result();
    }

    /** As {@link #race(ThrowingSupplier[])}, for bodies that have no value, all or some. */
    public static void race(ThrowingRunnable<?>... bodies) {
        Checks.noneNull(bodies, "bodies");
        race(List.of(Gathering.withoutValue(bodies)));
    }

    /**
     * Runs {@code bodies} against each other, each of which begins when the one before has failed or {@code delay} is over;
     * with null only when it has failed. Ends with the first value, when the others have been cancelled and waited for, or
     * when all have failed, which is a result as well.
     *
     * <pre>{@code
     * RaceResult<Connection> connected = staggeredRace(Duration.ofMillis(250), () -> connect(v6), () -> connect(v4));
     * }</pre>
     *
     * <p>A value that comes after the first one is lost, as in {@link #race(ThrowingSupplier[])}.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T extends @Nullable Object> RaceResult<T> staggeredRace(
            @Nullable Duration delay, ThrowingSupplier<? extends T, ?>... bodies) {
        Checks.noneNull(bodies, "bodies");
        return staggeredRace(delay, List.of(bodies));
    }

    /** As {@link #staggeredRace(Duration, ThrowingSupplier[])}. */
    public static <T extends @Nullable Object> RaceResult<T> staggeredRace(
            @Nullable Duration delay, Collection<? extends ThrowingSupplier<? extends T, ?>> bodies) {
        List<ThrowingSupplier<? extends T, ?>> all = List.copyOf(Checks.notNull(bodies, "bodies"));
        Awaiting.requireBody("staggeredRace");
        StaggeredRaces<T> race = new StaggeredRaces<>(delay);
        taskGroup(group -> {
            race.start(group, all);
        });
        return race.result();
    }

    /**
     * Applies {@code function}, which may await, to every one of {@code items}, {@code limit} of them at a time, and
     * returns the results in the order of the items.
     *
     * @throws ExceptionGroup if it failed for an item: the others are cancelled then
     */
    public static <A extends @Nullable Object, R extends @Nullable Object> List<R> mapConcurrently(
            Collection<? extends A> items, int limit, ThrowingFunction<? super A, ? extends R, ?> function) {
        Mapping<A, R> mapping = new Mapping<>(items, Checks.positive(limit, "limit"), function);
        Awaiting.requireBody("mapConcurrently");
        taskGroup(mapping::start);
        return mapping.results();
    }

    /** As {@link #mapConcurrently(Collection, int, ThrowingFunction)}, for a function without a result. */
    public static <A extends @Nullable Object> void mapConcurrently(
            Collection<? extends A> items, int limit, ThrowingConsumer<? super A, ?> function) {
        Checks.notNull(function, "function");
        Asyncio.<A, @Nullable Void>mapConcurrently(items, limit, item -> {
            function.accept(item);
            return Checks.<@Nullable Void>nothing();
        });
    }

    // iterating

    /**
     * Lets a plain {@code for} loop in a coroutine body iterate over {@code source}, waiting for each item. See {@link
     * Each} for what happens when the loop is left early.
     */
    public static <T extends @Nullable Object> Each<T> each(AsyncIterable<T> source) {
        Checks.notNull(source, "source");
        return new Each<>(new EachIterator<>(source.asyncIterator(), Cleanups.here("each")));
    }

    /**
     * Returns {@code stages} in the order in which they are done: iterated over with {@link #each} the stages
     * themselves, in its {@linkplain AsCompleted#futures() plain form} a future of the next value for each of them.
     */
    public static <T extends @Nullable Object, F extends CompletionStage<? extends T>> AsCompleted<T, F> asCompleted(
            Iterable<? extends F> stages) {
        return new AsCompleted<>(EventLoop.current(), new Waits<>(stages), null);
    }

    /**
     * As {@link #asCompleted(Iterable)}, but what is not done after {@code timeout} gives a {@link TimeoutException};
     * null is no limit.
     */
    public static <T extends @Nullable Object, F extends CompletionStage<? extends T>> AsCompleted<T, F> asCompleted(
            Iterable<? extends F> stages, @Nullable Duration timeout) {
        return new AsCompleted<>(EventLoop.current(), new Waits<>(stages), timeout);
    }

    // resources

    /**
     * Opens {@code resource}, runs {@code body} with it, closes it, however the body ended, and returns its value. A
     * failure of closing is suppressed in that of the body, if there is one.
     */
    public static <R extends @Nullable Object, T extends @Nullable Object, X extends Exception> T using(
            AsyncResource<R> resource, ThrowingFunction<? super R, ? extends T, X> body) throws X {
        Checks.notNull(resource, "resource");
        Checks.notNull(body, "body");
        return Resources.using(resource, body);
    }

    /** As {@link #using(AsyncResource, ThrowingFunction)}, for a body without a value. */
    public static <R extends @Nullable Object, X extends Exception> void using(
            AsyncResource<R> resource, ThrowingConsumer<? super R, X> body) throws X {
        Checks.notNull(resource, "resource");
        Checks.notNull(body, "body");
        Resources.<R, @Nullable Void, X>using(resource, opened -> {
            body.accept(opened);
            return Checks.<@Nullable Void>nothing();
        });
    }

    // threads

    /**
     * Runs blocking work on a platform thread of the loop's default executor, in a copy of the current context.
     * Cancelling the future interrupts the thread.
     */
    public static <T extends @Nullable Object> AsyncFuture<T> toThread(ThrowingSupplier<? extends T, ?> blocking) {
        return EventLoop.current().runInExecutor(blocking);
    }

    /** As {@link #toThread(ThrowingSupplier)}, for work without a value. */
    public static AsyncFuture<@Nullable Void> toThread(ThrowingRunnable<?> blocking) {
        return EventLoop.current().runInExecutor(blocking);
    }
}

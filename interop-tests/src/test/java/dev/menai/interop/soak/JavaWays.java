package dev.menai.interop.soak;

import static dev.menai.Asyncio.asCompleted;
import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.createTaskFrom;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.ensureFuture;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.gatherOutcomes;
import static dev.menai.Asyncio.mapConcurrently;
import static dev.menai.Asyncio.moveOnAfter;
import static dev.menai.Asyncio.race;
import static dev.menai.Asyncio.shield;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;
import static dev.menai.Asyncio.timeout;
import static dev.menai.Asyncio.timeoutAt;
import static dev.menai.Asyncio.toThread;
import static dev.menai.Asyncio.using;
import static dev.menai.Asyncio.waitFor;

import dev.menai.AsyncExitStack;
import dev.menai.AsyncResource;
import dev.menai.Asyncio;
import dev.menai.Coroutine;
import dev.menai.Each;
import dev.menai.EventLoop;
import dev.menai.ReturnWhen;
import dev.menai.Task;
import dev.menai.TaskOptions;
import dev.menai.TaskScope;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.SuspendLambdas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How a Java body waits for an operation: with every word that waits for something or owns who does. Each way keeps book
 * of what was handed over where it cannot be lost: at the place where the value arrives, in the member that got it, or
 * from the outcome of a task that was asked to stop.
 */
final class JavaWays {
    private interface Doing {
        <T> void with(Actor me, Operation<T> operation) throws Exception;
    }

    /** {@code words} is how many words a use of it has, that of the operation included. */
    private record Way(String name, int words, Doing doing) {}

    private static final List<Way> CLOSED = new ArrayList<>();
    private static final List<Way> OPEN = new ArrayList<>();
    private static final List<Way> NAMED = new ArrayList<>();

    private JavaWays() {}

    static {
        add(50, "itself", 1, JavaWays::itself);
        add(6, "future that somebody cancels", 1, JavaWays::cancelledFuture);
        add(2, "waitFor a future", 2, JavaWays::waitForFuture);
        add(2, "waitFor a body", 2, JavaWays::waitForBody);
        add(4, "derived stage", 2, JavaWays::derived);
        add(2, "race with a waitFor", 4, JavaWays::racedInTime);
        add(2, "timeout", 2, JavaWays::inTimeout);
        add(1, "timeoutAt", 2, JavaWays::inTimeoutAt);
        add(1, "moveOnAfter", 2, JavaWays::inMoveOnAfter);
        add(2, "createTask", 2, JavaWays::task);
        add(1, "createTask eager", 2, JavaWays::eagerTask);
        add(1, "createTaskFrom", 2, JavaWays::taskFrom);
        add(1, "task that is completed exceptionally", 3, JavaWays::failedTask);
        add(2, "outcome of a task that is cancelled", 2, JavaWays::outcomeOfTask);
        add(1, "ensureFuture", 2, JavaWays::ensured);
        add(1, "shield", 2, JavaWays::shielded);
        add(1, "gather", 4, JavaWays::gathered);
        add(1, "gather the same body", 4, JavaWays::gatheredTwice);
        add(1, "gatherOutcomes", 4, JavaWays::gatheredOutcomes);
        add(2, "wait, the first of two", 5, JavaWays::firstOfTwo);
        add(1, "wait for all", 4, JavaWays::all);
        add(1, "asCompleted", 4, JavaWays::completed);
        add(1, "race", 3, JavaWays::raced);
        add(1, "taskGroup", 3, JavaWays::group);
        add(1, "taskGroup that is cancelled", 4, JavaWays::cancelledGroup);
        add(1, "nested taskGroups", 6, JavaWays::nestedGroups);
        add(1, "taskGroup start", 3, JavaWays::started);
        add(1, "mapConcurrently", 4, JavaWays::mapped);
        add(1, "TaskScope", 4, JavaWays::scope);
        addOpen(1, "parallel TaskScope", 4, JavaWays::parallelScope);
        addOpen(1, "confined TaskScope", 4, JavaWays::confinedScope);
        add(1, "using", 2, JavaWays::used);
        add(1, "AsyncExitStack", 3, JavaWays::exitStack);
        add(1, "suspend call", 2, JavaWays::suspendCall);
        add(2, "what a suspend call leaves behind", 3, JavaWays::leftBehind);
        addOpen(1, "toThread", 2, JavaWays::inThread);
        addOpen(1, "runInExecutor", 2, JavaWays::inExecutor);
        addOpen(2, "Java code called elsewhere", 3, JavaWays::calledElsewhere);
        addOpen(1, "submit to another loop", 2, JavaWays::onAnotherLoop);
        OPEN.addAll(CLOSED);
    }

    private static void add(int weight, String name, int words, Doing doing) {
        Way way = new Way(name, words, doing);
        NAMED.add(way);
        for (int times = 0; times < weight; times++) {
            CLOSED.add(way);
        }
    }

    private static void addOpen(int weight, String name, int words, Doing doing) {
        Way way = new Way(name, words, doing);
        NAMED.add(way);
        for (int times = 0; times < weight; times++) {
            OPEN.add(way);
        }
    }

    static <T> void perform(Actor me, Operation<T> operation) throws Exception {
        List<Way> ways = me.round().isClosed() ? CLOSED : OPEN;
        String only = me.round().onlyWay();
        Way way = only == null ? ways.get(me.below(ways.size())) : me.flip() ? named(only) : NAMED.get(0);
        me.doing(operation, way.name, way.words);
        way.doing.with(me, operation);
    }

    /** Returns the way with this name, or the plain one if it is one of Kotlin's. */
    private static Way named(String name) {
        return NAMED.stream().filter(way -> way.name.equals(name)).findFirst().orElse(NAMED.get(0));
    }

    private static <T> void itself(Actor me, Operation<T> operation) throws Exception {
        operation.handed(operation.perform());
    }

    private static <T> void cancelledFuture(Actor me, Operation<T> operation) {
        CompletableFuture<T> future = operation.start();
        me.cancelSoonMaybe(future);
        operation.handed(await(future));
    }

    private static <T> void waitForFuture(Actor me, Operation<T> operation) {
        operation.handed(await(waitFor(operation.start(), me.shortTime())));
    }

    private static <T> void waitForBody(Actor me, Operation<T> operation) {
        operation.handed(await(waitFor(() -> operation.perform(), me.shortTime())));
    }

    /** The function of the stage is handed the value, or it goes back. */
    private static <T> void derived(Actor me, Operation<T> operation) throws Exception {
        if (!operation.getGoesBack()) {
            itself(me, operation);
            return;
        }
        CompletableFuture<T> source = me.flip() ? operation.start() : waitFor(operation.start(), me.shortTime());
        CompletableFuture<Integer> stage = source.thenApply(value -> {
            operation.handed(value);
            return 1;
        });
        if (!me.round().isClosed() && me.flip()) {
            stage.orTimeout(me.shortNanos(), TimeUnit.NANOSECONDS);
        } else {
            me.cancelSoonMaybe(stage);
        }
        await(stage);
    }

    private static <T> void racedInTime(Actor me, Operation<T> operation) {
        Duration nap = me.shortTime();
        race(
                () -> {
                    operation.handed(await(waitFor(operation.start(), me.shortTime())));
                    return 1;
                },
                () -> await(sleep(nap, 2)));
    }

    private static <T> void inTimeout(Actor me, Operation<T> operation) throws Exception {
        operation.handed(timeout(me.shortTime(), () -> operation.perform()));
    }

    private static <T> void inTimeoutAt(Actor me, Operation<T> operation) throws Exception {
        Duration deadline = EventLoop.running().time().plus(me.shortTime());
        operation.handed(timeoutAt(deadline, () -> operation.perform()));
    }

    private static <T> void inMoveOnAfter(Actor me, Operation<T> operation) throws Exception {
        moveOnAfter(me.shortTime(), () -> operation.performAndNote());
    }

    private static <T> void task(Actor me, Operation<T> operation) {
        Task<T> task = createTask(operation::perform);
        me.cancelSoonMaybe(task);
        operation.handed(await(task));
    }

    private static <T> void eagerTask(Actor me, Operation<T> operation) {
        Task<T> task = createTask(TaskOptions.defaults().withEager(true), operation::perform);
        me.cancelSoonMaybe(task);
        operation.handed(await(task));
    }

    private static <T> void failedTask(Actor me, Operation<T> operation) {
        Task<T> task = createTask(operation::perform);
        Runnable end = () -> task.completeExceptionally(new Deliberate());
        switch (me.below(3)) {
            case 0 -> end.run();
            case 1 -> me.home().callSoon(end);
            default -> me.home().callLater(me.shortTime(), end);
        }
        me.cancelSoonMaybe(task);
        operation.handed(await(task));
    }

    private static <T> void taskFrom(Actor me, Operation<T> operation) {
        operation.handed(await(createTaskFrom(operation::start)));
    }

    private static <T> void outcomeOfTask(Actor me, Operation<T> operation) {
        Task<T> task = createTask(operation::perform);
        try {
            switch (me.below(3)) {
                case 0 -> await(sleep(Duration.ZERO));
                case 1 -> await(sleep(me.shortTime()));
                default -> {}
            }
        } finally {
            me.settle(task, operation);
        }
    }

    private static <T> void ensured(Actor me, Operation<T> operation) {
        operation.handed(await(ensureFuture(operation.start())));
    }

    private static <T> void shielded(Actor me, Operation<T> operation) {
        CompletableFuture<T> inner = operation.start();
        try {
            await(shield(inner));
        } finally {
            me.settle(inner, operation);
        }
    }

    private static <T> Task<Integer> noting(Operation<T> operation) {
        return createTask(() -> {
            operation.performAndNote();
            return 1;
        });
    }

    private static <T> void gathered(Actor me, Operation<T> operation) {
        Task<Integer> member = noting(operation);
        me.cancelSoonMaybe(member);
        me.requireThat(await(gather(member, sleep(Duration.ZERO, 2))).equals(List.of(1, 2)), "gather keeps the order");
    }

    private static <T> void gatheredTwice(Actor me, Operation<T> operation) {
        Coroutine<Integer> body = () -> {
            operation.again().performAndNote();
            return 1;
        };
        CompletableFuture<List<Integer>> both = gather(body, body);
        me.cancelSoonMaybe(both);
        me.requireThat(await(both).equals(List.of(1, 1)), "gather runs a body as often as it is passed");
    }

    private static <T> void gatheredOutcomes(Actor me, Operation<T> operation) {
        CompletableFuture<?> all = gatherOutcomes(noting(operation), sleep(me.shortTime(), 2));
        me.cancelSoonMaybe(all);
        await(all);
    }

    private static <T> void firstOfTwo(Actor me, Operation<T> operation) {
        Operation<T> again = operation.again();
        Task<T> first = createTask(operation::perform);
        Task<T> second = createTask(again::perform);
        try {
            var waited = await(Asyncio.wait(List.of(first, second), ReturnWhen.FIRST_COMPLETED));
            me.requireThat(
                    waited.done().size() + waited.pending().size() == 2, "wait has every future as done or pending");
            first.cancel();
            second.cancel();
        } finally {
            me.settle(first, operation);
            me.settle(second, again);
        }
    }

    private static <T> void all(Actor me, Operation<T> operation) {
        Operation<T> again = operation.again();
        Task<T> task = createTask(operation::perform);
        CompletableFuture<T> future = again.start();
        ReturnWhen when = me.flip() ? ReturnWhen.ALL_COMPLETED : ReturnWhen.FIRST_EXCEPTION;
        try {
            await(Asyncio.wait(List.of(task, future), me.shortTime(), when));
        } finally {
            me.settle(task, operation);
            me.settle(future, again);
        }
    }

    private static <T> void completed(Actor me, Operation<T> operation) {
        Task<Integer> first = noting(operation);
        Task<Integer> second = noting(operation.again());
        boolean isLeft = me.flip();
        int seen = 0;
        try (Each<Task<Integer>> each = each(asCompleted(List.of(first, second)))) {
            for (Task<Integer> task : each) {
                me.requireThat(task.isDone(), "asCompleted has tasks that are done");
                seen++;
                if (isLeft) {
                    break;
                }
            }
            me.requireThat(isLeft ? seen == 1 : seen == 2, "asCompleted has every task once");
        } finally {
            me.hasValueAtEnd(first);
            me.hasValueAtEnd(second);
        }
    }

    private static <T> void raced(Actor me, Operation<T> operation) {
        Duration nap = me.shortTime();
        race(
                () -> {
                    operation.performAndNote();
                    return 1;
                },
                () -> await(sleep(nap, 2)));
    }

    private static <T> void group(Actor me, Operation<T> operation) {
        taskGroup(group -> {
            Task<Void> member = group.createTask(operation::performAndNote);
            me.cancelSoonMaybe(member);
        });
    }

    private static <T> void cancelledGroup(Actor me, Operation<T> operation) {
        Duration nap = me.flip() ? Duration.ZERO : me.shortTime();
        taskGroup(group -> {
            group.createTask(operation::performAndNote);
            group.createTask(operation.again()::performAndNote);
            await(sleep(nap));
            group.cancel();
        });
    }

    private static <T> void nestedGroups(Actor me, Operation<T> operation) {
        boolean isCut = me.flip();
        taskGroup(outer -> {
            outer.createTask(() -> taskGroup(inner -> {
                inner.createTask(operation::performAndNote);
                await(sleep(Duration.ZERO));
                if (isCut) {
                    outer.cancel();
                }
            }));
            outer.createTask(operation.again()::performAndNote);
        });
    }

    private static <T> void started(Actor me, Operation<T> operation) {
        taskGroup(group -> {
            CompletableFuture<Integer> readiness = group.start(ready -> {
                operation.performAndNote();
                ready.ready(1);
            });
            me.cancelSoonMaybe(readiness);
            await(readiness);
        });
    }

    private static <T> void mapped(Actor me, Operation<T> operation) {
        List<Integer> items = mapConcurrently(List.of(1, 2, 3), 2, item -> {
            operation.again().performAndNote();
            return item;
        });
        me.requireThat(items.equals(List.of(1, 2, 3)), "mapConcurrently keeps the order");
    }

    private static <T> void scope(Actor me, Operation<T> operation) {
        inScope(me, operation, TaskScope.open("soak", EventLoop.running()));
    }

    private static <T> void parallelScope(Actor me, Operation<T> operation) {
        inScope(me, operation, TaskScope.parallel("soak"));
    }

    private static <T> void confinedScope(Actor me, Operation<T> operation) {
        inScope(me, operation, TaskScope.confined("soak"));
    }

    private static <T> void inScope(Actor me, Operation<T> operation, TaskScope opened) {
        try (TaskScope scope = opened) {
            scope.createTask(operation::performAndNote);
            await(sleep(me.flip() ? Duration.ZERO : me.shortTime()));
        }
    }

    private static <T> void used(Actor me, Operation<T> operation) throws Exception {
        using(AsyncResource.of(operation::perform, operation::handed), opened -> {});
    }

    private static <T> void exitStack(Actor me, Operation<T> operation) throws Exception {
        try (AsyncExitStack stack = new AsyncExitStack()) {
            stack.callback(() -> await(sleep(Duration.ZERO)));
            stack.enter(AsyncResource.of(operation::perform, operation::handed));
        }
    }

    private static <T> void suspendCall(Actor me, Operation<T> operation) {
        CompletableFuture<?> call = Suspend.call(then -> KotlinWays.performed(operation, then));
        me.cancelSoonMaybe(call);
        await(call);
    }

    /** The child is adopted by a task that ends with it. */
    private static <T> void leftBehind(Actor me, Operation<T> operation) {
        Task<Integer> task =
                createTask(() -> await(Suspend.<Integer>call(then -> KotlinWays.leftBehind(operation, then))));
        me.cancelSoonMaybe(task);
        await(task);
    }

    private static <T> void calledElsewhere(Actor me, Operation<T> operation) {
        EventLoop here = EventLoop.running();
        boolean isBound = me.round().isConfined() && here == me.round().loop();
        CompletableFuture<?> call = Suspend.call(then -> KotlinForms.callElsewhere(
                SuspendLambdas.lambda(() -> {
                    me.requireThat(!isBound || EventLoop.running() == here, "Java code runs on its own loop");
                    operation.performAndNote();
                    return 1;
                }),
                then));
        me.cancelSoonMaybe(call);
        await(call);
    }

    private static <T> void inThread(Actor me, Operation<T> operation) {
        await(toThread(() -> waitInThread(me, operation)));
    }

    private static <T> void inExecutor(Actor me, Operation<T> operation) {
        await(me.home().runInExecutor(ThreadLife.THREADS, () -> {
            waitInThread(me, operation);
            return 1;
        }));
    }

    private static <T> void waitInThread(Actor me, Operation<T> operation) throws Exception {
        me.round().inside(() -> ThreadLife.get(operation.start(), operation, Long.MAX_VALUE));
    }

    private static <T> void onAnotherLoop(Actor me, Operation<T> operation) {
        Task<Void> call = me.notBefore(EventLoop.shared().createTask(operation::performAndNote));
        me.cancelSoonMaybe(call);
        await(call);
    }
}

package dev.menai.interop.soak;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.currentTask;
import static dev.menai.Asyncio.sleep;

import dev.menai.ContextVar;
import dev.menai.EventLoop;
import dev.menai.ExceptionGroup;
import dev.menai.Task;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Somebody who does operations one after the other: a Java body, a coroutine, a plain thread. Others cancel him at any
 * moment; a body hears of it and goes on, or ends and begins again. He draws from his own random numbers, in his own
 * steps only.
 */
final class Actor {
    private static final ContextVar<String> NAME = ContextVar.of("soak actor", "nobody");

    private static final long REQUEST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Round round;
    private final String name;
    private final Species species;
    private final Script script;
    private final SplittableRandom random;
    private final AtomicLong operations = new AtomicLong();
    private final AtomicLong heard = new AtomicLong();
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    /** Himself, and the tasks that work for him. */
    private final AtomicInteger alive = new AtomicInteger(1);

    private volatile boolean isOver;
    private volatile boolean hasMetEnd;
    private volatile String doing = "nothing yet";
    private volatile String doingHow = "";
    private volatile Runnable target = () -> {};

    Actor(Round round, String name, Species species, Script script, SplittableRandom random) {
        this.round = round;
        this.name = name + " (" + species + ")";
        this.species = species;
        this.script = script;
        this.random = random;
    }

    Round round() {
        return round;
    }

    String name() {
        return name;
    }

    /** Returns the loop on which he works or creates tasks. */
    EventLoop home() {
        return species.isOnLoop ? round.loop() : EventLoop.shared();
    }

    CompletableFuture<Void> over() {
        return over;
    }

    boolean isOver() {
        return isOver;
    }

    long operations() {
        return operations.get();
    }

    long heard() {
        return heard.get();
    }

    /** Returns whether an operation has told that there is nothing more to come. */
    boolean hasMetEnd() {
        return hasMetEnd;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean flip() {
        return random.nextBoolean();
    }

    boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    /** A time that is about as long as what it limits. */
    long shortNanos() {
        return random.nextInt(200_000);
    }

    Duration shortTime() {
        return Duration.ofNanos(shortNanos());
    }

    Operation<?> next() {
        Operation<?> operation = round.hasFailed() ? null : script.next(this);
        if (operation == null) {
            isOver = true;
        }
        return operation;
    }

    void doing(Operation<?> operation, String way, int words) {
        doing = operation.getName();
        doingHow = way;
        operations.lazySet(operations.getPlain() + words - 1 + operation.getWords());
    }

    private String doing() {
        return doing + " " + doingHow;
    }

    /** Sets what cancels him now. */
    void setTarget(Runnable newTarget) {
        target = newTarget;
    }

    /** Cancels him, from any thread. */
    void cancel() {
        if (!isOver) {
            target.run();
        }
    }

    /** Now and then cancels somebody, be it himself, in his own step. */
    void bother() {
        if (round.hasCancels() && random.nextInt(round.botherOneIn()) == 0) {
            round.anyActor(random).cancel();
        }
    }

    /** Has {@code future} cancelled soon, now and then, from wherever it may happen. */
    void cancelSoonMaybe(CompletableFuture<?> future) {
        if (!round.hasCancels()) {
            return;
        }
        switch (random.nextInt(round.isClosed() ? 3 : 5)) {
            case 0 -> {}
            case 1 -> home().callSoonThreadsafe(() -> future.cancel(false));
            case 2 -> {
                if (species.isOnLoop && !species.isOutside) {
                    home().callLater(shortTime(), () -> future.cancel(false));
                }
            }
            default -> round.pest().cancelSoon(future);
        }
    }

    /** Looks at a failure: what must come now and then is noted, anything else fails the round. */
    void met(Throwable failure) {
        if (failure instanceof ExceptionGroup group) {
            group.exceptions().forEach(this::met);
        } else if (failure instanceof CompletionException || failure instanceof ExecutionException) {
            met(failure.getCause());
        } else if (Expected.isEnd(failure)) {
            hasMetEnd = true;
        } else if (!Expected.is(failure)) {
            round.fail(name + " met, while " + doing() + ", " + failure, failure);
        }
    }

    void requireThat(boolean holds, String rule) {
        if (!holds) {
            round.fail(name + ": " + rule + ", but not while " + doing(), null);
        }
    }

    void begin() {
        species.begin(this);
    }

    /** Ends him, or lets him begin again if he has more to do. */
    void ended(Throwable failure) {
        if (failure != null) {
            met(failure);
        }
        if (isOver || round.hasFailed()) {
            isOver = true;
            oneLessAlive();
        } else {
            begin();
        }
    }

    /** Lets him not be over before {@code task}, which may go on when those who wait for it have been cancelled. */
    <T> Task<T> notBefore(Task<T> task) {
        alive.incrementAndGet();
        task.addDoneCallback(done -> oneLessAlive());
        return task;
    }

    private void oneLessAlive() {
        if (alive.decrementAndGet() == 0) {
            over.complete(null);
        }
    }

    /** The life of a Java body. */
    void liveInBody() throws Exception {
        NAME.set(name);
        Task<?> me = currentTask();
        for (Operation<?> operation = next(); operation != null; operation = next()) {
            try {
                JavaWays.perform(this, operation);
                hearPending(me);
            } catch (CancellationException cancelled) {
                if (hear(me) && oneIn(4)) {
                    throw cancelled;
                }
            } catch (Exception failure) {
                met(failure);
                hear(me); // one that was replaced by the failure of a clean-up will not come again
            }
            if (!NAME.get().equals(name)) {
                round.fail(name + " has the context variable of " + NAME.get() + " after " + doing(), null);
            }
            bother();
        }
    }

    /**
     * A request that is there and has not been heard of must come out of the next wait; one that another thread is just
     * making, of one soon after.
     */
    private void hearPending(Task<?> me) {
        if (me.cancelling() == 0) {
            return;
        }
        long deadline = System.nanoTime() + REQUEST_NANOS;
        try {
            while (System.nanoTime() < deadline) {
                await(sleep(Duration.ZERO));
            }
            round.fail("a cancel request of " + name + " was lost by " + doing() + ": " + me, null);
        } catch (CancellationException heardLate) {
            hear(me);
        }
    }

    /** Takes back all requests; returns whether there were any. */
    private boolean hear(Task<?> me) {
        boolean wasAsked = me.cancelling() > 0;
        while (me.cancelling() > 0) {
            me.uncancel();
        }
        if (wasAsked) {
            heard.lazySet(heard.getPlain() + 1);
        }
        return wasAsked;
    }

    /** Waits until {@code future}, which is asked to stop, has ended; returns whether it has a value all the same. */
    <T> boolean hasValueAtEnd(CompletableFuture<T> future) {
        future.cancel(false);
        while (!future.isDone()) {
            try {
                await(dev.menai.Asyncio.wait(java.util.List.of(future)));
            } catch (CancellationException cancelled) {
                hear(currentTask());
            }
        }
        if (future.isCompletedExceptionally()) {
            future.exceptionally(failure -> {
                met(failure);
                return null;
            });
            return false;
        }
        return true;
    }

    /** Keeps book of a value that {@code future}, which is asked to stop, has all the same. */
    <T> void settle(CompletableFuture<T> future, Operation<? super T> operation) {
        if (hasValueAtEnd(future)) {
            operation.handed(future.join());
        }
    }

    @Override
    public String toString() {
        return name + ": " + (isOver ? "over" : doing()) + ", " + operations + " operations, " + heard
                + " cancellations heard";
    }
}

package dev.menai.interop.soak;

import static dev.menai.Asyncio.await;

import dev.menai.AsyncFuture;
import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.Task;
import dev.menai.function.ThrowingRunnable;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One round of a workload: a seed, which everything is drawn from, a loop, actors on it and beside it, and a pest that
 * cancels them. It is played in a fraction of a second; a soak is many of them.
 */
final class Round implements BodyStarter {
    private final Workload workload;
    private final long seed;
    private final SoakOptions options;
    private final SplittableRandom random;
    private final LoopKind kind;
    private final EventLoop loop;
    private final Pest pest;
    private final boolean hasCancels;
    private final int botherOneIn;
    private final List<Actor> actors = new CopyOnWriteArrayList<>();
    private final List<Failure> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();

    /** What was wrong; the cause may be null. */
    record Failure(String what, Throwable cause) {}

    Round(Workload workload, long seed, SoakOptions options) {
        this.workload = workload;
        this.seed = seed;
        this.options = options;
        random = new SplittableRandom(seed);
        kind = options.kinds().get(random.nextInt(options.kinds().size()));
        loop = kind.make(seed);
        hasCancels = random.nextInt(8) != 0;
        botherOneIn = 4 << random.nextInt(5);
        pest = new Pest(this, random.split());
    }

    EventLoop loop() {
        return loop;
    }

    SplittableRandom random() {
        return random;
    }

    Pest pest() {
        return pest;
    }

    String onlyWay() {
        return options.way();
    }

    /** Returns whether nobody outside the loop takes part, so that the round can be replayed. */
    boolean isClosed() {
        return kind.isClosed;
    }

    boolean isConfined() {
        return kind == LoopKind.CONFINED;
    }

    long seed() {
        return seed;
    }

    boolean hasCancels() {
        return hasCancels;
    }

    int botherOneIn() {
        return botherOneIn;
    }

    /** Returns how many operations an actor does, about. */
    int steps() {
        return options.steps();
    }

    boolean hasFailed() {
        return !failures.isEmpty();
    }

    List<Failure> failures() {
        return failures;
    }

    List<Actor> actors() {
        return actors;
    }

    long operations() {
        return actors.stream().mapToLong(Actor::operations).sum();
    }

    long heard() {
        return actors.stream().mapToLong(Actor::heard).sum();
    }

    /** Returns a random one who takes part. */
    Actor anyActor(SplittableRandom whose) {
        return actors.get(whose.nextInt(actors.size()));
    }

    synchronized void fail(String what, Throwable cause) {
        failures.add(new Failure(what, cause));
    }

    /** Adds an actor of a random species, who begins with {@link #begin}. */
    Actor actor(String name, Script script) {
        List<Species> possible = options.species().stream()
                .filter(species -> !(kind.isClosed && species.isOutside))
                .toList();
        if (possible.isEmpty()) {
            throw new IllegalArgumentException(
                    "--species must have some that are possible on " + kind + ", but has only " + options.species());
        }
        Species species = possible.get(random.nextInt(possible.size()));
        return actor(name, species, script);
    }

    /** Adds an actor of this species. */
    Actor actor(String name, Species species, Script script) {
        Actor actor = new Actor(this, name + " " + actors.size(), species, script, random.split());
        actors.add(actor);
        return actor;
    }

    /** Lets all actors begin, and the pest. */
    void begin() {
        actors.forEach(Actor::begin);
        if (hasCancels && !kind.isClosed) {
            pest.begin();
        }
    }

    /** Waits, in the body of the round, until these have ended. */
    void awaitEnd(List<Actor> some) {
        CompletableFuture<Void> all =
                CompletableFuture.allOf(some.stream().map(Actor::over).toArray(CompletableFuture<?>[]::new));
        AsyncFuture<Void> ended = loop.createFuture();
        all.thenRun(() -> ended.complete(null));
        await(ended);
    }

    /** Ends the pest: nobody is cancelled from outside any more. */
    void endPest() throws InterruptedException {
        if (hasCancels && !kind.isClosed) {
            pest.end();
        }
    }

    /** Runs something that may go on when those who wait for it have been cancelled; the round waits for its end. */
    void inside(ThrowingRunnable<Exception> body) throws Exception {
        inside.incrementAndGet();
        try {
            body.run();
        } finally {
            inside.decrementAndGet();
        }
    }

    /**
     * Requires, in the body of the round, what may take a moment yet because others are just ending. What takes too long is
     * waited for all the same, to tell who was slow from what never comes.
     */
    void check(BooleanSupplier holds, Supplier<String> otherwise) {
        long begun = System.nanoTime();
        String wrong = null;
        boolean isOver = false;
        while (!holds.getAsBoolean() && !isOver) {
            long nanos = System.nanoTime() - begun;
            if (wrong == null && nanos > Leftover.PATIENCE_NANOS) {
                wrong = otherwise.get();
            }
            isOver = nanos > 12 * Leftover.PATIENCE_NANOS;
            await(Asyncio.sleep(Duration.ofNanos(10_000)));
        }
        if (wrong != null) {
            long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            fail(wrong + (isOver ? "; still so after " : "; not so any more after ") + seconds + " s", null);
        }
    }

    /** Starts {@code body}, which may go on when those who wait for it have been cancelled. */
    @Override
    public <T> CompletableFuture<T> start(Callable<T> body) {
        Task<T> task = loop.createTask(body::call);
        inside.incrementAndGet();
        task.addDoneCallback(done -> inside.decrementAndGet());
        return task;
    }

    /** Ends the pest, and waits, in the body of the round, for all that goes on without those who began it. */
    void finish() throws InterruptedException {
        endPest();
        check(() -> inside.get() == 0, () -> inside + " bodies or threads were cancelled and do not end");
    }

    int inside() {
        return inside.get();
    }

    /** Gives up a round that is stuck: asks everybody to stop, so that the next ones are not slowed down. */
    void abandon() throws InterruptedException {
        endPest();
        actors.forEach(Actor::cancel);
    }

    /** Plays the round; called once, by a thread of its own. */
    void play() {
        if (kind != LoopKind.SHARED) {
            loop.setExceptionHandler((where, context) -> {
                if (!Expected.is(context.exception())) {
                    fail("reported to the loop: " + context.message() + " " + context.exception(), context.exception());
                }
            });
        }
        try {
            kind.run(loop, () -> workload.play(this));
        } catch (Exception | Error failure) {
            fail("the round ended with " + failure, failure);
        }
        Leftover.check(this, kind == LoopKind.SHARED);
    }

    @Override
    public String toString() {
        return workload.name() + ", seed " + seed + ", " + kind + (hasCancels ? "" : ", without cancels");
    }
}

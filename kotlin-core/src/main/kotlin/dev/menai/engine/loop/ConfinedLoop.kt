package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.spi.StepChooser
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.DisposableHandle
import java.util.SplittableRandom
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext

/**
 * A loop that runs one step at a time, as asyncio does.
 *
 * **The turn.** One thread holds the turn ([owner]) and runs whatever is ready: callbacks, Kotlin continuations, and,
 * on a worker's thread, new linear bodies. Only when a body has to wait does its thread stay behind with it: from
 * inside the wait it goes on running callbacks and continuations, and when a body's turn comes, hands the turn
 * straight to the thread that the body stands on, or to an idle worker if the body is new. The thread that called
 * [runForever] (the base) never runs bodies, so that it is free to return when the run ends.
 *
 * **Invariants.** [ready], [timers], [left] and the other plain fields belong to the holder of the turn; passing the
 * turn publishes them. [owner] is written by the holder only, before it grants the next one its seat. Other threads
 * reach the loop through [inbox] and [wake]. Whatever a step calls is [contained][contain]: the holder loses neither
 * the turn nor its place by what a step throws, and by its interrupt flag neither ([handOverInterrupt]).
 *
 * With a [chooser] there are no iterations: each step is chosen among all that are ready, due timers included. A [stop]
 * lets those run that were ready by then.
 */
@InternalMenaiApi
public open class ConfinedLoop internal constructor(private val clock: Clock, private val chooser: StepChooser?) :
    Loop() {
    private val ready = ReadyQueue()
    private val timers = TimerQueue()
    private val inbox = ConcurrentLinkedQueue<Runnable>()

    @Volatile
    @JvmField
    internal var owner: Thread? = null

    /** The run under way: the seat of the thread that called [runForever]. */
    @Volatile
    private var base: Seat? = null

    private val rest = Rest(this, clock)

    @Volatile
    private var stopping = false

    /** What the thread is doing that runs callbacks and continuations. */
    private var leader: ThreadState? = null

    /** Threads that gave their turn to a new body for its first step, the last one first to get it back. */
    private val lenders = ArrayDeque<Seat>()

    /** Steps of the current iteration that have not run yet. */
    private var left = 0

    /** Whether this run has begun an iteration; the first one is run even when [stop] came before. */
    private var hasIterated = false

    /** Set by any thread: coroutines of this loop may end elsewhere, and handlers of its reports run there. */
    @Volatile
    private var fatal: VirtualMachineError? = null

    /** The fatal error that ended a run: whoever passes it on later does not end another run with it. */
    @Volatile
    private var thrown: VirtualMachineError? = null

    /** Whether the thread of this run was interrupted. For that thread. */
    private var interrupted = false

    private val overtaken = if (clock is VirtualClock) Overtaken(this) else null

    internal val progress = Progress(this)

    internal val timeLimits = TimeLimits(this)

    private val watch = TurnWatch(this)

    override val isRunning: Boolean get() = base != null

    /** The thread that holds the turn, for the watchdog. */
    internal val holder: Thread? get() = owner

    /** The number of timers that are kept, cancelled ones included. */
    internal val scheduledTimers: Int get() = timers.size

    /** Whether the base lends the turn to a body's thread and waits to have it back, instead of leaving it there. */
    internal open val lendsTurn: Boolean get() = false

    /** Whether something has come to the holder of the turn from other threads. */
    internal val isCalled: Boolean get() = stopping || fatal != null || !inbox.isEmpty()

    /** Whether there are steps to run. For the holder. */
    internal val hasReady: Boolean get() = ready.size > 0

    /** Whether there is anything to do, now or later. For the holder. */
    internal val hasSomething: Boolean get() = isCalled || hasReady || !timers.isEmpty

    /** The time at which the holder has something to do, if nothing comes before. */
    internal fun nextDeadline(): Long = timers.nextDeadline()

    override fun now(): Long = clock.now()

    override fun enqueue(entry: Runnable): Boolean {
        if (isClosed) return false
        if (Thread.currentThread() === owner) {
            if (!inbox.isEmpty()) drainInbox()
            ready.add(entry)
        } else {
            inbox.add(entry)
            wake()
            if (isClosed) dropAll() // closed in between: nobody else would
        }
        return true
    }

    override fun schedule(timer: LoopTimer): Boolean {
        if (isClosed) return false
        if (Thread.currentThread() !== owner) return enqueue(timer)
        timers.add(timer)
        return true
    }

    override fun invokeOnTimeout(timeMillis: Long, block: Runnable, context: CoroutineContext): DisposableHandle =
        timeLimits.set(timeMillis, block)

    override fun timerCancelled(timer: LoopTimer): Unit = timers.noteCancelled()

    override fun outsideWorkBegan(): Unit = rest.outsideWorkBegan()

    override fun outsideWorkEnded(): Unit = rest.outsideWorkEnded()

    override fun mayBlock(): Boolean = rest.mayGoOn

    override fun limitPassed() {
        overtaken?.limitPassed()
    }

    override fun stop() {
        stopping = true
        wake()
    }

    override fun fail(error: VirtualMachineError) {
        if (error === thrown) return
        fatal = error
        wake()
    }

    override fun requireRunnable(): Unit = requireFree()

    private fun requireFree() {
        if (isClosed) throw closed("run it")
        check(base == null) { "Event loop is running already: cannot run it a second time; await its tasks instead" }
        check(ThreadState.current().loop == null) {
            "An event loop is running on this thread: cannot run another one inside it; " +
                "use await in a body, or run the other loop in toThread"
        }
    }

    override fun runForever(): Unit = runFrom(takeTurn { })

    /** Runs what is ready now, on the calling thread. */
    internal fun runOnce(): Unit = runFrom(takeTurn { stopping = true })

    private inline fun takeTurn(atOnce: () -> Unit): Seat {
        val seat = Seat(Thread.currentThread())
        synchronized(ready) {
            requireFree()
            base = seat
            owner = seat.thread
            atOnce()
        }
        hasIterated = false
        return seat
    }

    /** The holder of the turn if it stands in `System.exit`, from where it never comes back; else null. */
    internal fun holderInExit(): Thread? = owner?.takeIf { Exits.holds(it) && owner === it }

    /** What stands on [gone], once it is known to stand in exit. */
    internal fun holderOn(gone: Thread): Holder {
        val state = leader?.takeIf { it.seat?.thread === gone }
        return Holder(this, gone, progress.current as? Continuation<*> ?: state?.resuming, state?.task)
    }

    /**
     * Ends the run under way, on the calling thread, in place of [gone], which holds the turn and stands in `System.exit`:
     * what is ready runs, as at any [stop]. Neither [gone] nor the thread of that run comes back from it. Returns false, and
     * does nothing, when another thread has come before.
     *
     * What [gone] has written as the holder is seen here: it has started the threads of the shutdown; where another thread
     * has, it stood at a safepoint for its stack to be taken, which no memory model promises anything of, but no virtual
     * machine has without a fence.
     */
    internal fun endRunWithout(gone: Thread): Boolean {
        val seat = Seat(Thread.currentThread())
        synchronized(ready) {
            if (owner !== gone) return false
            base = seat
            owner = seat.thread
        }
        stopping = true
        runFrom(seat)
        return true
    }

    /** Runs this loop on this thread, the base, which holds the turn. */
    private fun runFrom(seat: Seat) {
        val state = ThreadState.current()
        state.seat = seat
        state.loop = this
        val context = state.enter(null)
        Watchdog.watch(watch)
        var end: VirtualMachineError? = null
        try {
            if (!lead(state, seat, null)) seat.awaitGrant { baseInterrupted() }
        } finally {
            Watchdog.unwatch(watch)
            state.loop = null
            state.task = null
            state.seat = null
            state.enter(context)
            if (interrupted) seat.thread.interrupt()
            end = leaveRun()
        }
        end?.let { throw it }
    }

    /** Ends the run, from where on another thread may run this loop; returns the fatal error that it ended with. */
    private fun leaveRun(): VirtualMachineError? {
        val end = fatal
        if (end != null) {
            fatal = null
            thrown = end
        }
        interrupted = false
        stopping = false
        leader = null
        owner = null
        base = null
        return end
    }

    /**
     * Runs steps on this thread, which holds the turn, until [self] (the body that waits on it) is resumed or the run
     * ends on the base: then true. False when the turn has been passed on: who has something to wait for does so after
     * the return, so that the stack is shallow when the thread parks, which is what a virtual thread pays for.
     */
    private fun lead(state: ThreadState, seat: Seat, self: LinearStep?): Boolean {
        leader = state
        while (true) {
            if (Thread.interrupted()) handOverInterrupt(self, seat)
            if (lenders.isNotEmpty()) {
                pass(lenders.removeLast())
                return false
            }
            var entry = next(self, seat) ?: return endRun(seat)
            if (entry is Wakeup) entry = wake(state, entry) ?: continue
            if (entry is LinearStep) {
                if (entry === self) return true
                if (lendsTurn && seat === base) {
                    lend(entry, seat) { baseInterrupted() }
                    continue
                }
                val place = entry.seat
                if (place != null) {
                    pass(place)
                    return false
                }
                if (self == null && seat !== base) {
                    Workers.hold(seat)
                    runBody(entry, state, seat)
                    if (owner !== seat.thread) return false
                } else if (startOnWorker(entry)) {
                    return false
                }
            } else {
                runCallback(entry, state)
                clearInterrupt(seat)
            }
        }
    }

    /** Gives an interrupt of this thread to the one who waits on it: the body [self], or the run on the base. */
    private fun handOverInterrupt(self: LinearStep?, seat: Seat) {
        if (self != null) {
            self.interrupt()
        } else if (seat === base) {
            baseInterrupted()
        }
    }

    /**
     * Ends the interrupt that a step left behind: it was its own, and the one who waits on this thread has nothing to do
     * with it. The base is somebody's thread, who may interrupt it at any time to end the run: there it stays.
     */
    private fun clearInterrupt(seat: Seat) {
        if (seat !== base) Thread.interrupted()
    }

    /** Returns the next step, or null when the run is to end. */
    private fun next(self: LinearStep?, seat: Seat): Runnable? {
        rest.betweenSteps()
        if (chooser != null && left > 0 && !stopping) left = gatherReady()
        while (left == 0 && fatal == null) {
            if (stopping && hasIterated) return null
            gatherReady()
            if (ready.size == 0 && !stopping) {
                rest.untilDeadline(timers.nextDeadline())
                if (Thread.interrupted()) handOverInterrupt(self, seat)
            } else {
                hasIterated = true
                left = ready.size
            }
        }
        if (fatal != null) return null
        return ready.take(chosen(left--))
    }

    /** Returns which of the first [steps] that are ready is next. */
    private fun chosen(steps: Int): Int {
        if (chooser == null) return 0
        var chosen = 0
        contain({ "the chooser of the steps of an event loop" }) {
            val answer = chooser.choose(steps)
            require(answer in 0 until steps) {
                "a step chooser must return a number from 0 until $steps, but returned $answer"
            }
            chosen = answer
        }
        return chosen
    }

    /** Has all that is to run now in [ready]; returns how much that is. */
    private fun gatherReady(): Int {
        drainInbox()
        if (!timers.isEmpty) timers.moveDueTo(ready, clock.now())
        return ready.size
    }

    /** Wakes the holder of the turn, if there is one and he rests. */
    internal open fun wake(): Unit = rest.wake()

    private fun drainInbox() {
        while (true) {
            val entry = inbox.poll() ?: return
            if (entry is LoopTimer && !entry.isDue) timers.add(entry) else ready.add(entry)
        }
    }

    private fun runCallback(entry: Runnable, state: ThreadState) {
        state.task = null
        state.enter(null)
        progress.began(entry)
        contain({ SafeText.of(entry) }) { entry.run() }
        progress.ended()
    }

    private fun wake(state: ThreadState, wakeup: Wakeup): LinearStep? {
        state.task = null
        progress.began(wakeup)
        var resumed: LinearStep? = null
        contain({ SafeText.of(wakeup) }) { resumed = wakeup.fire() }
        progress.ended()
        return resumed
    }

    private fun runBody(step: LinearStep, state: ThreadState, seat: Seat) {
        step.seat = seat
        progress.began(step)
        runContained(step)
        progress.ended()
        state.task = null
        if (owner === seat.thread) Thread.interrupted() // what the body left behind: it was its own
    }

    override fun suspend(step: LinearStep) {
        val seat = step.seat!!
        progress.ended()
        if (owner !== seat.thread || !lead(seat.state!!, seat, step)) seat.awaitGrant(step)
        progress.began(step)
    }

    override fun runNow(step: LinearStep): Boolean {
        val state = ThreadState.current()
        val seat = state.seat
        if (seat == null || owner !== seat.thread) return false
        val running = progress.current
        val self = state.task as? LinearStep
        lend(step, seat, self ?: Interruptible { if (seat === base) baseInterrupted() })
        running?.let(progress::began)
        return true
    }

    /** Lends the turn, which this thread holds at [seat], to the thread of [step]'s body, until that waits or has ended. */
    private fun lend(step: LinearStep, seat: Seat, interrupted: Interruptible) {
        val leader = leader
        lenders.addLast(seat)
        val place = step.seat
        if (place != null) {
            pass(place)
        } else if (!startOnWorker(step)) {
            lenders.removeLast()
            return
        }
        seat.awaitGrant(interrupted)
        this.leader = leader
    }

    override fun occupy(step: LinearStep, state: ThreadState, seat: Seat) {
        state.loop = this
        runBody(step, state, seat)
        if (owner === seat.thread) lead(state, seat, null)
        state.loop = null
    }

    private fun pass(to: Seat) {
        OWNER.lazySet(this, to.thread)
        to.grant()
    }

    /** Passes the turn to a worker that runs [step]; fails the step when there is no thread for it. */
    private fun startOnWorker(step: LinearStep): Boolean = try {
        val worker = Workers.acquire()
        owner = worker.thread
        worker.assign(this, step)
        true
    } catch (failure: Throwable) {
        owner = Thread.currentThread()
        refuse(step, failure)
        false
    }

    /** Ends the run: the turn goes back to the base. Returns whether this is the base. */
    private fun endRun(seat: Seat): Boolean {
        val base = base!!
        if (seat === base) return true
        pass(base)
        return false
    }

    private fun baseInterrupted() {
        interrupted = true
        val onInterrupt = onInterrupt ?: return
        contain({ "what an interrupt of an event loop's thread does" }) { onInterrupt.run() }
    }

    override fun requireClosable() {
        check(base == null) {
            "Event loop is running: cannot close it; stop it first, and close it when its run has ended"
        }
    }

    override fun dropAll() {
        val entries =
            synchronized(inbox) {
                drainInbox()
                left = 0
                List(ready.size) { ready.take(0) } + timers.drain()
            }
        entries.forEach { contain({ SafeText.of(it) }) { drop(it) } }
    }

    /** A callback is dropped; what was about to go on, goes on to its end without this loop. */
    private fun drop(entry: Runnable) {
        when (entry) {
            is LinearStep -> entry.seat?.grant()
            is LoopCallback -> entry.dropped?.let(::tellDropped)
            is Dropped -> tellDropped(entry)
            is Continuation<*> -> dispatchElsewhere(entry.context, entry)
            !is Wakeup -> Dispatchers.IO.dispatch(EmptyCoroutineContext, entry)
        }
    }

    override fun toString(): String {
        val state =
            when {
                isClosed -> "closed"
                isRunning -> "running"
                else -> "not running"
            }
        return "EventLoop[$state, ${registry.size} tasks]"
    }

    public companion object {
        private val OWNER: AtomicReferenceFieldUpdater<ConfinedLoop, Thread> =
            AtomicReferenceFieldUpdater.newUpdater(ConfinedLoop::class.java, Thread::class.java, "owner")

        @JvmStatic
        public fun create(): ConfinedLoop = ConfinedLoop(SystemClock, null)

        /** A loop whose time jumps to the next timer when nothing is ready. */
        @JvmStatic
        public fun virtualTime(): ConfinedLoop = ConfinedLoop(VirtualClock(), null)

        /** A loop on virtual time that runs what is ready in the order that [chooser] decides. */
        @JvmStatic
        public fun ordered(chooser: StepChooser): ConfinedLoop = ConfinedLoop(VirtualClock(), chooser)

        /** As [ordered], in an order drawn from [seed]. */
        @JvmStatic
        public fun shuffled(seed: Long): ConfinedLoop = ordered(SplittableRandom(seed)::nextInt)
    }
}

package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.context.VarContext
import dev.menai.engine.loop.LoopCallback
import dev.menai.engine.loop.StepName

/** A callback on a future's completion, run through the loop in the context of its registration. */
@InternalMenaiApi
public class DoneCallback(
    private val action: Runnable,
    /** What the callback is known by when it is to be removed. */
    private val identity: Any,
    private val context: VarContext,
) : Waiter(),
    Runnable {
    override val looksAtOutcome: Boolean get() = false

    override fun waiterText(): String = "callback $this"

    override fun settled(future: LoopFuture<*>) {
        future.loop.enqueue(LoopCallback(future.loop, this, context))
    }

    override fun run(): Unit = action.run()

    override fun toString(): String = StepName.ofCallback(identity)

    public companion object {
        /** Has [action] run when [future] is done; on a future that is done already, soon. */
        @JvmStatic
        public fun add(future: LoopFuture<*>, action: Runnable, identity: Any, context: VarContext) {
            val callback = DoneCallback(action, identity, context)
            if (!future.register(callback)) callback.settled(future)
        }

        /** Withdraws the callbacks that equal [identity]; returns how many. */
        @JvmStatic
        public fun remove(future: LoopFuture<*>, identity: Any): Int =
            future.registered().count { it is DoneCallback && it.identity == identity && future.withdraw(it) }
    }
}

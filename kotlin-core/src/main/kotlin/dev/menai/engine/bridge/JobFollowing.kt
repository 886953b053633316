package dev.menai.engine.bridge

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.hear
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.Producer
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Job

/** Has a future of a loop follow a job: its end arrives through the loop, a cancellation goes back. */
@InternalMenaiApi
public class JobFollowing<T> private constructor(
    private val job: Job,
    private val follower: LoopFuture<T>,
    private val value: () -> T,
) : Producer {
    private fun ended(failure: Throwable?): Unit = follower.loop.hear { settle(failure) }

    private fun settle(failure: Throwable?) {
        if (failure == null) follower.settle(value()) else follower.settleExceptionally(failure)
    }

    override fun describe(): String {
        val kind = if (job is Deferred<*>) "Deferred" else "Job"
        val name = (job as? CoroutineScope)?.coroutineContext?.get(CoroutineName)?.name
        return if (name == null) kind else "$kind '$name'"
    }

    override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
        if (job.isCompleted) return false
        job.cancel(CancellationException(reason))
        return true
    }

    public companion object {
        /** Completes [follower] when [job] has ended: with [value], or its failure. */
        public fun <T> start(job: Job, follower: LoopFuture<T>, value: () -> T) {
            val following = JobFollowing(job, follower, value)
            follower.attach(following)
            job.invokeOnCompletion { following.ended(it) }
        }
    }
}

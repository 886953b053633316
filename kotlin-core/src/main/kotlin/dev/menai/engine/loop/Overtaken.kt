package dev.menai.engine.loop

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlin.coroutines.ContinuationInterceptor

/**
 * Says, once for a [loop] on virtual time, that a time limit has passed while a coroutine of the loop was at work on another
 * dispatcher. kotlinx tells nobody when such work begins and ends, so that virtual time cannot wait for it; what can be
 * seen is a job that is there when the limit passes.
 */
internal class Overtaken(private val loop: ConfinedLoop) {
    private var isReported = false

    fun limitPassed() {
        if (isReported) return
        val known = loop.tasks().asSequence().filterIsInstance<HasJob>() + loop.calls.values
        val jobs = known.mapNotNull { it.knownJob() }.flatMap(::descendants).take(MOST_JOBS)
        val elsewhere = jobs.firstNotNullOfOrNull(::otherDispatcher) ?: return
        isReported = true
        LoopLog.warn(
            "A time limit has passed in virtual time while a coroutine was at work on ${SafeText.of(elsewhere)}, " +
                "for which virtual time does not wait: have that code use the loop's dispatcher, or call it by " +
                "toThread or by Suspend.on(dispatcher)",
            null,
        )
    }

    private fun descendants(job: Job): Sequence<Job> = job.children.flatMap { sequenceOf(it) + descendants(it) }

    private fun otherDispatcher(job: Job): ContinuationInterceptor? {
        val interceptor = (job as? CoroutineScope)?.coroutineContext?.get(ContinuationInterceptor)
        return interceptor?.takeUnless { it is Loop || it === Dispatchers.Unconfined }
    }

    private companion object {
        const val MOST_JOBS = 1_000
    }
}

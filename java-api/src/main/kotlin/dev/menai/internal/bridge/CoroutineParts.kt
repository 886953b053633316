package dev.menai.internal.bridge

import dev.menai.Acquirable
import dev.menai.EventLoop
import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.bridge.JobFollowing
import dev.menai.engine.bridge.LoopScope
import dev.menai.internal.Engines
import dev.menai.internal.Loops
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.future.asDeferred
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.Semaphore
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage

/** The parts of coroutines that Java meets. */
@InternalMenaiApi
public object CoroutineParts {
    @JvmStatic
    public fun dispatcher(loop: EventLoop): CoroutineDispatcher = Engines.of(loop)

    @JvmStatic
    public fun scope(loop: EventLoop): CoroutineScope = LoopScope.of(Engines.of(loop)) { loop.createFuture<Unit>() }

    @JvmStatic
    @OptIn(ExperimentalCoroutinesApi::class)
    public fun <T> future(deferred: Deferred<T>): CompletableFuture<T> =
        Loops.newFuture<T>().also { JobFollowing.start(deferred, it) { deferred.getCompleted() } }

    @JvmStatic
    public fun future(job: Job): CompletableFuture<Void?> =
        Loops.newFuture<Void?>().also { JobFollowing.start(job, it) { null } }

    @JvmStatic
    public fun <T> deferred(stage: CompletionStage<T>): Deferred<T> = stage.asDeferred()

    @JvmStatic
    public fun lock(mutex: Mutex): Acquirable = MutexLock(mutex)

    @JvmStatic
    public fun lock(semaphore: Semaphore): Acquirable = SemaphorePermits(semaphore)
}

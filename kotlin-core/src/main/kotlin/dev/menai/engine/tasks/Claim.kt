package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater

/** Something of which there is one: it is used, or goes back. */
@InternalMenaiApi
public interface Claimed {
    /** Says that it is used by somebody; false when it goes back. */
    public fun take(): Boolean

    /** Says that it goes back; true once, unless somebody has taken it. */
    public fun refuse(): Boolean
}

/** What has become of something of which there is one. States: [FREE] -> [TAKEN] | [REFUSED], for good. */
@InternalMenaiApi
public open class Claim : Claimed {
    @Volatile
    private var state = FREE

    override fun take(): Boolean = STATE.compareAndSet(this, FREE, TAKEN) || state == TAKEN

    override fun refuse(): Boolean = STATE.compareAndSet(this, FREE, REFUSED)

    private companion object {
        const val FREE = 0
        const val TAKEN = 1
        const val REFUSED = 2

        private val STATE: AtomicIntegerFieldUpdater<Claim> =
            AtomicIntegerFieldUpdater.newUpdater(Claim::class.java, "state")
    }
}

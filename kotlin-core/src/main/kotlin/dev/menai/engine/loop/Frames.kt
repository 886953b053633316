package dev.menai.engine.loop

/** Tells a user's frames from those of the engine and of what it stands on. */
internal object Frames {
    private val jdk = listOf("java.", "jdk.", "sun.", "kotlin.", "kotlinx.")
    private val ours = listOf("dev.menai.engine.", "dev.menai.internal.")

    /** The packages of the vocabulary; those below them are not ours. */
    private val vocabulary =
        listOf(
            "dev.menai",
            "dev.menai.coroutines",
            "dev.menai.function",
            "dev.menai.kotlin",
            "dev.menai.kotlin.generated",
        )

    /** Whether [frame] tells a user nothing about his own code. */
    fun isInner(frame: StackTraceElement): Boolean = isOfJdk(frame) || ours.any { frame.className.startsWith(it) }

    private fun isOfJdk(frame: StackTraceElement) = jdk.any { frame.className.startsWith(it) }

    private fun isOurs(frame: StackTraceElement): Boolean = ours.any { frame.className.startsWith(it) } ||
        frame.className.substringBeforeLast('.', "") in vocabulary

    fun isOfUser(frame: StackTraceElement) = !isOurs(frame) && !isOfJdk(frame)

    /** Returns the innermost frame of a user's in [stack], without the names of its class loader and module. */
    fun ofUser(stack: Array<StackTraceElement>): StackTraceElement? = stack.firstOrNull(::isOfUser)?.bare()

    /** Returns [stack] from the user's frame on that has called the engine, if the engine is at its inner end. */
    fun fromUser(stack: List<StackTraceElement>): List<StackTraceElement> {
        val user = stack.indexOfFirst(::isOfUser)
        return if (user > 0 && stack.subList(0, user).any(::isOurs)) stack.drop(user) else stack
    }

    /** The frame without the names of its class loader and module. */
    fun StackTraceElement.bare(): StackTraceElement = StackTraceElement(className, methodName, fileName, lineNumber)
}

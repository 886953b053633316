package dev.menai.engine

/**
 * Marks what is public for the modules of Menai only, and may change without notice: users find what they need in
 * `dev.menai` and `dev.menai.coroutines`.
 */
@RequiresOptIn(
    "This is internal to Menai, and may change without notice: use what is in dev.menai and dev.menai.coroutines",
)
@Retention(AnnotationRetention.BINARY)
@Target(AnnotationTarget.CLASS, AnnotationTarget.FUNCTION, AnnotationTarget.PROPERTY, AnnotationTarget.TYPEALIAS)
public annotation class InternalMenaiApi

package dev.menai.facades.plan

import dev.menai.facades.read.KotlinMember
import dev.menai.facades.read.TypeReader
import dev.menai.facades.read.UncallableException
import dev.menai.facades.types.ClassType
import dev.menai.facades.types.JavaType
import dev.menai.facades.types.WildcardType
import dev.menai.facades.types.asGiven
import dev.menai.facades.types.asItem
import javax.lang.model.type.DeclaredType
import javax.lang.model.type.ExecutableType
import kotlin.metadata.KmType
import kotlin.metadata.KmVariance

/** Reads what a suspend function resumes its continuation with. */
internal fun TypeReader.resultOf(member: KotlinMember, type: ExecutableType): JavaType {
    val continuation = type.parameterTypes.last() as DeclaredType
    val kotlin = checkNotNull(member.returnType) { "return type of $member must be known" }
    val declared =
        continuation.typeArguments.singleOrNull()?.let { read(it, kotlin).asGiven() }
            ?: throw UncallableException("has a result whose type byte code does not tell; call it through Suspend")
    return withoutVariance(declared, kotlin)
}

/** Without the wildcards that stand for the variance of Kotlin's classes: `List<? extends T>` is Kotlin's `List<T>`. */
internal fun withoutVariance(type: JavaType, kotlin: KmType?): JavaType {
    if (type !is ClassType || kotlin == null || kotlin.arguments.size != type.arguments.size) return type
    val arguments =
        type.arguments.zip(kotlin.arguments) { argument, projection ->
            if (argument is WildcardType && !argument.isSuper && projection.variance == KmVariance.INVARIANT) {
                withoutVariance(argument.asItem(), projection.type)
            } else {
                withoutVariance(argument, projection.type)
            }
        }
    return type.copy(arguments = arguments)
}

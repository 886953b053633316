package dev.menai.facades.plan

import dev.menai.facades.model.Receiver
import dev.menai.facades.read.KotlinMember
import dev.menai.facades.types.ClassName
import dev.menai.facades.types.JavaType
import dev.menai.facades.types.Names
import dev.menai.facades.types.Shape
import dev.menai.facades.types.TypeParameter

/** A parameter of a Kotlin function, and how it is given. */
internal class PlannedParameter(
    val name: String,
    val shape: Shape,
    /** The primitive type in byte code, or null for an object. */
    val primitive: String?,
    /** Whether the loop gives it, and not the caller: a coroutine scope. */
    val isScope: Boolean,
    /** Whether it is the object that the facade wraps: the receiver of an extension. */
    val isTarget: Boolean,
    /** The place of its bit in the masks of `$default`, or null if it is required. */
    val bit: Int?,
    val isVararg: Boolean,
    /** How it is given to `$default`, if that takes an object where the function takes what is inside. */
    val boxed: BoxedArgument? = null,
) {
    /** Whether the caller gives it. */
    val isShown: Boolean get() = !isScope && !isTarget
}

/** An argument that stands as an object of [descriptor] in the byte code of `$default`. */
internal class BoxedArgument(val descriptor: String, val shape: Shape)

/** How the result of a function reaches Java. */
internal sealed interface PlannedResult {
    /** What the facade's method returns. */
    val facade: JavaType

    /** Of a function that does not suspend. */
    class Immediate(
        val kotlin: JavaType,
        val shape: Shape,
        /** Whether the conversion is of a bare value, whose type in byte code is not [kotlin]. */
        val isBare: Boolean = false,
    ) : PlannedResult {
        override val facade: JavaType get() = shape.facade
    }

    /** Of a suspend function: a future. */
    class Suspended(
        val maker: Maker,
        val kotlin: JavaType,
        val shape: Shape,
        override val facade: JavaType,
        /** The constant of the value class that it returns. */
        val valueClass: ((Names) -> String)? = null,
        /** Whether a null that arrives is inside of an object of that class. */
        val isNullInside: Boolean = false,
    ) : PlannedResult

    /** The method of `Suspend` that makes the future. */
    enum class Maker { CALL, RUN, CALL_RESULT, CALL_VALUE }
}

/** Everything that a facade's methods for one member have in common. */
internal class MemberPlan(
    val member: KotlinMember,
    val receiver: Receiver,
    val parameters: List<PlannedParameter>,
    val result: PlannedResult,
    val typeParameters: List<TypeParameter>,
    /** What the facade's method declares to throw. */
    val thrown: List<JavaType>,
    /** What the function is annotated to throw, which its future fails with. */
    val failures: List<JavaType>,
    /** Whether Java source cannot express the call. */
    val needsHandle: Boolean,
    /** Whether the method is static, and takes the object behind a value class first. */
    val unboxedTarget: ((Names) -> String)?,
    /** Whether the continuation's type is not the one of the facade's result. */
    val exactContinuation: Boolean,
    /** Whether it is about coroutines, even if Java could call it as it is. */
    val isOfCoroutines: Boolean,
    /** The class that has the method. */
    val owner: ClassName,
    /** Its binary name. */
    val ownerName: String,
    /** The binary name of the class that has the defaults. */
    val defaultsOwnerName: String,
    val isStatic: Boolean,
    /** Whether the member is marked as deprecated. */
    val deprecated: Boolean,
) {
    val isSuspend: Boolean get() = member.isSuspend

    /** Whether it is called on the object that the facade wraps, as a member or as an extension. */
    val isOfInstance: Boolean get() = receiver == Receiver.Target || parameters.any { it.isTarget }

    val required: List<PlannedParameter> get() = parameters.filter { it.bit == null && it.isShown }

    val optional: List<PlannedParameter> get() = parameters.filter { it.bit != null }

    /** Whether Java can call it directly and as conveniently. */
    val isPlain: Boolean
        get() =
            !isOfCoroutines && !needsHandle && optional.isEmpty() &&
                parameters.none { it.isScope || (it.shape.conversion != null && !it.isTarget) } &&
                (result as PlannedResult.Immediate).shape.conversion == null
}

package dev.menai.facades.read

import javax.lang.model.element.ExecutableElement
import javax.lang.model.element.TypeElement
import javax.lang.model.type.ExecutableType
import kotlin.metadata.KmType
import kotlin.metadata.KmTypeParameter

/** What a member is in Kotlin. */
internal enum class MemberKind { FUNCTION, GETTER, SETTER, CONSTRUCTOR }

/** What a parameter in byte code is in Kotlin. */
internal enum class ParameterRole { CONTEXT, RECEIVER, VALUE }

/** A parameter, without the continuation that the compiler adds. */
internal class KotlinParameter(
    val name: String,
    val type: KmType,
    val role: ParameterRole = ParameterRole.VALUE,
    val hasDefault: Boolean = false,
    val isVararg: Boolean = false,
)

/** A member that is public in Kotlin, with its method in byte code. */
internal class KotlinMember(
    val owner: TypeElement,
    val kind: MemberKind,
    /** In source; for accessors that of the property. */
    val name: String,
    val jvmName: String,
    val descriptor: String,
    /** Null if javac does not show it. */
    val method: ExecutableElement?,
    /** The method's type in the class whose member it is, with the type arguments of that class. */
    val type: ExecutableType?,
    val parameters: List<KotlinParameter>,
    val returnType: KmType?,
    val typeParameters: List<KmTypeParameter> = emptyList(),
    val isSuspend: Boolean = false,
    val isInline: Boolean = false,
    /** Why Java cannot call it, or null. */
    val obstacle: String? = null,
    /** Name and descriptor as the metadata has them. */
    val signature: String = jvmName + descriptor,
    /** Whether it has no body, wherever the compiler would have put it. */
    val isAbstract: Boolean = false,
) {
    /** Where the defaults are declared: an overridden function has them for those that override it. */
    var defaultsOf: KotlinMember? = takeIf { parameters.any { it.hasDefault } }

    /** Whether a function that it overrides has defaults, which take the arguments in another form. */
    var defaultsLost = false

    /** Whether javac does not see the method in the class whose member it is. */
    var isHidden = false

    /** As a person would name it in a report. */
    override fun toString(): String = "${owner.qualifiedName}.$name"
}

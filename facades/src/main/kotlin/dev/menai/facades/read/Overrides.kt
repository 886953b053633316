package dev.menai.facades.read

import javax.lang.model.element.ElementKind
import javax.lang.model.element.Modifier
import javax.lang.model.element.TypeElement
import javax.lang.model.type.TypeKind
import javax.lang.model.util.Elements
import kotlin.metadata.isValue

/**
 * Which members override which. Kotlin's overrides are not all ones of Java: a narrower result stands in the type of the
 * continuation, and a type parameter may become a primitive or the bare value of a value class.
 */
internal class Overrides(
    private val elements: Elements,
    private val metadata: MetadataReader,
    private val descriptors: Descriptors,
) {
    /** Whether [own] overrides [inherited], both members of [element]. */
    fun isOverride(own: KotlinMember, inherited: KotlinMember, element: TypeElement): Boolean {
        if (own.owner == inherited.owner || own.name != inherited.name || own.kind != inherited.kind) return false
        if (own.jvmName + own.descriptor == inherited.jvmName + inherited.descriptor) return true
        if (own.method == null || inherited.method == null) return false
        return elements.overrides(own.method, inherited.method, element) || isSpecialised(own, inherited)
    }

    /** Whether `$default` of [inherited] takes what a call of [own] gives, and returns what it returns. */
    fun takesDefaults(own: KotlinMember, inherited: KotlinMember): Boolean {
        val needed = parameterDescriptors(inherited.descriptor)
        val given = parameterDescriptors(own.descriptor)
        if (needed.size != given.size) return false
        val isTaken =
            needed.indices.all { index ->
                // a primitive becomes an object by itself, a bare value does not
                val isBare = index in own.parameters.indices && isBare(own, index)
                !isBare || (isBare(inherited, index) && needed[index] == given[index])
            }
        val needsCast = returnDescriptor(own.descriptor).length == 1
        return isTaken && (!needsCast || returnDescriptor(own.descriptor) == returnDescriptor(inherited.descriptor))
    }

    /**
     * Whether javac does not see the method of [member] in [element]: of a class of which there are instances it expects
     * that it implements the methods of its interfaces, and overlooks that the compiler's bridges do.
     */
    fun isHidden(member: KotlinMember, element: TypeElement): Boolean =
        element.kind == ElementKind.CLASS && Modifier.ABSTRACT !in element.modifiers &&
            member.owner.kind == ElementKind.INTERFACE && Modifier.ABSTRACT in member.method?.modifiers.orEmpty()

    /** Whether all parameters are those of [inherited], with type parameters as what they are in the subtype. */
    private fun isSpecialised(own: KotlinMember, inherited: KotlinMember): Boolean =
        own.isSuspend == inherited.isSuspend && own.parameters.size == inherited.parameters.size &&
            own.typeParameters.size == inherited.typeParameters.size &&
            own.parameters.indices.all { index ->
                val viewed = inherited.type?.parameterTypes?.getOrNull(index)?.let(descriptors::of)
                val isVariable = inherited.method?.parameters?.getOrNull(index)?.asType()?.kind == TypeKind.TYPEVAR
                viewed != null &&
                    (own.parameterDescriptor(index) == viewed || (isVariable && boxed(own, index) == viewed))
            }

    private fun boxed(member: KotlinMember, index: Int): String? {
        val descriptor = member.parameterDescriptor(index)
        return member.valueClass(index) ?: BOXES[descriptor] ?: descriptor
    }

    private fun isBare(member: KotlinMember, index: Int): Boolean =
        member.valueClass(index).let { it != null && it != member.parameterDescriptor(index) }

    /** The descriptor of the value class that the parameter is of, or null. */
    private fun KotlinMember.valueClass(index: Int): String? {
        val name = parameters[index].type.className ?: return null
        val element = elements.getTypeElement(name.replace('/', '.')) ?: return null
        if (metadata.classFacts(element)?.isValue != true) return null
        return "L" + descriptors.binaryName(element).replace('.', '/') + ";"
    }

    /** Members of a value class are static, and take the value inside first. */
    private fun KotlinMember.parameterDescriptor(index: Int): String? {
        val all = parameterDescriptors(descriptor)
        return all.getOrNull(all.size - parameters.size - (if (isSuspend) 1 else 0) + index)
    }

    private companion object {
        val BOXES =
            mapOf(
                "Z" to "Ljava/lang/Boolean;",
                "B" to "Ljava/lang/Byte;",
                "S" to "Ljava/lang/Short;",
                "I" to "Ljava/lang/Integer;",
                "J" to "Ljava/lang/Long;",
                "F" to "Ljava/lang/Float;",
                "D" to "Ljava/lang/Double;",
                "C" to "Ljava/lang/Character;",
            )
    }
}

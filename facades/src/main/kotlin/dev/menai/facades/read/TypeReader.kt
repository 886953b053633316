package dev.menai.facades.read

import dev.menai.facades.types.ArrayOf
import dev.menai.facades.types.ClassName
import dev.menai.facades.types.ClassType
import dev.menai.facades.types.JavaType
import dev.menai.facades.types.PrimitiveType
import dev.menai.facades.types.TypeParameter
import dev.menai.facades.types.VariableType
import dev.menai.facades.types.WildcardType
import javax.lang.model.element.Element
import javax.lang.model.element.Modifier
import javax.lang.model.element.NestingKind
import javax.lang.model.element.TypeElement
import javax.lang.model.element.TypeParameterElement
import javax.lang.model.type.ArrayType
import javax.lang.model.type.DeclaredType
import javax.lang.model.type.IntersectionType
import javax.lang.model.type.TypeKind
import javax.lang.model.type.TypeMirror
import javax.lang.model.type.TypeVariable
import javax.lang.model.util.Elements
import kotlin.metadata.KmClassifier
import kotlin.metadata.KmType
import kotlin.metadata.KmTypeParameter
import kotlin.metadata.isNullable
import javax.lang.model.util.Types as TypeTools

/** A member that cannot be called from Java, with the reason. */
internal class UncallableException(override val message: String) : Exception(message)

/** Reads types of javac, beside which go the types of the Kotlin metadata for what only they tell: nullness. */
internal class TypeReader(
    private val elements: Elements,
    private val types: TypeTools,
    /** The type parameters that have another name than they were declared with. */
    private val renamed: Map<Element, String> = emptyMap(),
) {
    /** Returns one that reads type parameters under other names. */
    fun renaming(parameters: Map<Element, String>): TypeReader = TypeReader(elements, types, parameters)

    /** Reads [mirror]; [kotlin] is the same type in Kotlin's words, as far as it is known. */
    fun read(mirror: TypeMirror, kotlin: KmType?): JavaType {
        val nullable = kotlin?.isNullable ?: false
        return when (mirror.kind) {
            TypeKind.DECLARED -> declared(mirror as DeclaredType, kotlin).withNullness(nullable)

            TypeKind.ARRAY -> ArrayOf(read((mirror as ArrayType).componentType, arrayItem(kotlin)), nullable)

            TypeKind.TYPEVAR -> variable(mirror as TypeVariable).withNullness(nullable)

            TypeKind.WILDCARD -> wildcard(mirror as javax.lang.model.type.WildcardType, kotlin)

            TypeKind.ERROR ->
                throw UncallableException(
                    "its signature names $mirror, which javac cannot read; add the library that has it to the class path",
                )

            TypeKind.VOID -> PrimitiveType("void")

            else -> {
                check(mirror.kind.isPrimitive) { "type of a signature must be known, but was ${mirror.kind} $mirror" }
                PrimitiveType(mirror.kind.name.lowercase())
            }
        }
    }

    /** Reads the type parameters that a class or method declares. */
    fun parameters(declared: List<TypeParameterElement>, kotlin: List<KmTypeParameter>): List<TypeParameter> =
        declared.mapIndexed { index, parameter ->
            val bounds = kotlin.getOrNull(index)?.upperBounds
            TypeParameter(
                name(parameter),
                parameter.bounds.mapIndexed { at, bound ->
                    val ofKotlin = bounds?.getOrNull(at)
                    if (ofKotlin == null) {
                        read(bound, null).withNullness(bounds == null || bounds.isEmpty())
                    } else {
                        read(bound, ofKotlin)
                    }
                },
            )
        }

    /** Whether [mirror] has a generic class without arguments, as Kotlin's compiler writes `Flow<Nothing>`. */
    fun isRaw(mirror: TypeMirror): Boolean = when (mirror) {
        is DeclaredType ->
            mirror.typeArguments.any(::isRaw) ||
                (mirror.typeArguments.isEmpty() && (mirror.asElement() as TypeElement).typeParameters.isNotEmpty())

        is ArrayType -> isRaw(mirror.componentType)

        is javax.lang.model.type.WildcardType -> listOfNotNull(mirror.extendsBound, mirror.superBound).any(::isRaw)

        else -> false
    }

    fun className(element: TypeElement): ClassName {
        val names = generateSequence<Element>(element) { it.enclosingElement }.takeWhile { it is TypeElement }
        return ClassName(
            elements.getPackageOf(element).qualifiedName.toString(),
            names.map { it.simpleName.toString() }.toList().reversed(),
            names.any { elements.isDeprecated(it) },
        )
    }

    private fun declared(type: DeclaredType, kotlin: KmType?): JavaType {
        val element = type.asElement() as TypeElement
        requireNameable(element)
        if (type.enclosingType.let { it is DeclaredType && it.typeArguments.isNotEmpty() }) {
            throw UncallableException("its signature names $type, an inner class of a generic one; call it directly")
        }
        if (type.typeArguments.isEmpty() && element.typeParameters.isNotEmpty()) {
            return ClassType(className(element), element.typeParameters.map { WildcardType(null) })
        }
        val known = kotlin?.arguments?.takeIf { it.size == type.typeArguments.size }
        return ClassType(
            className(element),
            type.typeArguments.mapIndexed { index, argument -> read(argument, known?.get(index)?.type) },
        )
    }

    /** @throws UncallableException if Java source cannot name the class */
    fun requireNameable(element: TypeElement) {
        val hidden =
            generateSequence<Element>(element) { it.enclosingElement }.takeWhile { it is TypeElement }.firstOrNull {
                Modifier.PUBLIC !in it.modifiers
            }
        if (hidden != null) {
            throw UncallableException("its signature names $element, which is not public in byte code")
        }
        if (!className(element).isNameable) {
            throw UncallableException("its signature names $element, which Java source cannot name")
        }
    }

    private fun variable(type: TypeVariable): JavaType {
        val bound = types.erasure(type)
        return VariableType(name(type.asElement()), erased(bound))
    }

    private fun name(parameter: Element): String = renamed[parameter] ?: parameter.simpleName.toString()

    private fun erased(mirror: TypeMirror): JavaType =
        if (mirror is IntersectionType) erased(mirror.bounds.first()) else read(mirror, null)

    private fun wildcard(type: javax.lang.model.type.WildcardType, kotlin: KmType?): JavaType {
        type.extendsBound?.let { return WildcardType(read(it, kotlin)) }
        type.superBound?.let { return WildcardType(read(it, kotlin), isSuper = true) }
        return WildcardType(null)
    }

    private fun arrayItem(kotlin: KmType?): KmType? =
        kotlin?.takeIf { (it.classifier as? KmClassifier.Class)?.name == "kotlin/Array" }
            ?.arguments?.singleOrNull()?.type
}

/** Whether source can name the class: it and those around it are public. */
internal fun TypeElement.isPublic(): Boolean = Modifier.PUBLIC in modifiers &&
    (nestingKind == NestingKind.TOP_LEVEL || (enclosingElement as? TypeElement)?.isPublic() ?: true)

/** The name of the class that the type is of, in the form of the metadata, `kotlin/Unit`. */
internal val KmType.className: String? get() = (classifier as? KmClassifier.Class)?.name

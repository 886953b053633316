package dev.menai.facades.plan

import dev.menai.facades.model.HandleCalls
import dev.menai.facades.model.Receiver
import dev.menai.facades.model.expression
import dev.menai.facades.read.MetadataReader
import dev.menai.facades.read.TypeReader
import dev.menai.facades.read.className
import dev.menai.facades.types.AllShapes
import dev.menai.facades.types.ClassName
import dev.menai.facades.types.ClassType
import dev.menai.facades.types.FACADE_CALLS
import dev.menai.facades.types.JAVA_DURATION
import dev.menai.facades.types.JavaType
import dev.menai.facades.types.Names
import dev.menai.facades.types.Shape
import dev.menai.facades.types.Types
import dev.menai.facades.types.WildcardType
import dev.menai.facades.types.boxed
import javax.lang.model.element.TypeElement
import javax.lang.model.type.TypeMirror
import javax.lang.model.util.Elements
import kotlin.metadata.KmClassifier
import kotlin.metadata.KmType
import kotlin.metadata.isNullable
import kotlin.metadata.isValue

private const val RESULT = "kotlin/Result"
private const val DURATION = "kotlin/time/Duration"

/** Objects of value classes, of which byte code often has the bare value inside. */
internal class BareValues(
    private val elements: Elements,
    private val types: TypeReader,
    private val metadata: MetadataReader,
    private val shapes: AllShapes,
    private val calls: HandleCalls,
) {
    /** Whether a value of the Kotlin type is bare in a place with this descriptor. */
    fun isBare(kotlin: KmType, descriptor: String): Boolean =
        valueClass(kotlin) != null && descriptor != "L" + kotlin.className!!.replace('.', '$') + ";"

    /** Returns the value class of which a place with this descriptor has a bare value, or null if it has none. */
    fun objectOf(kotlin: KmType, descriptor: String): ClassType? =
        if (isBare(kotlin, descriptor)) boxed(kotlin) else null

    /** Returns the shape of a bare value that Kotlin takes, or null if it is none. */
    fun taken(kotlin: KmType, descriptor: String): Shape? {
        if (!isBare(kotlin, descriptor)) return null
        val primitive = PRIMITIVES[descriptor]
        if (kotlin.className == DURATION) {
            return Shape(JAVA_DURATION) { names, value -> "${names.of(FACADE_CALLS)}.toKotlinValue($value)" }
        }
        val type = boxed(kotlin)
        val outer = shapes.toKotlin(type)
        val constant = checkNotNull(constant(kotlin)) { "value class of ${kotlin.className} must be known" }
        return Shape(outer.facade) { names, value ->
            val inner = "${constant(names)}.unbox(${outer.conversion?.invoke(names, value) ?: value})"
            if (primitive == null) inner else "($primitive) $inner"
        }
    }

    /** Returns the shape of a bare value that Kotlin hands out, or null if it is none. */
    fun handedOut(kotlin: KmType, descriptor: String): Shape? {
        if (!isBare(kotlin, descriptor)) return null
        if (kotlin.className == DURATION) {
            return Shape(JAVA_DURATION) { names, value -> "${names.of(FACADE_CALLS)}.toJavaValue($value)" }
        }
        val outer = shapes.toJava(boxed(kotlin))
        val constant = checkNotNull(constant(kotlin)) { "value class of ${kotlin.className} must be known" }
        return Shape(outer.facade) { names, value ->
            val made = "${constant(names)}.ofReturned($value)"
            outer.conversion?.invoke(names, made) ?: made
        }
    }

    /** Returns the shape of a `kotlin.Result` that is handed out: its value, or its failure thrown. */
    fun result(kotlin: KmType): Shape {
        val value = kotlin.arguments.single().type?.let { fromKotlin(it) } ?: Types.OBJECT.withNullness(true)
        return Shape(value) { names, result -> "${names.of(FACADE_CALLS)}.<${names.of(value)}>value($result)" }
    }

    /** Returns the shape of a `kotlin.Result` that is taken: an outcome. */
    fun takenResult(kotlin: KmType): Shape {
        val value = kotlin.arguments.single().type?.let { fromKotlin(it) }
        val outcome = Types.named("dev.menai.Outcome", WildcardType(value?.boxed()))
        return Shape(outcome) { names, result -> "${names.of(FACADE_CALLS)}.result($result)" }
    }

    /**
     * Returns how a bare value is given to `$default`, or null if that takes it bare as well. It takes an object if
     * null may be inside, so that an absent argument differs from that.
     */
    fun boxedByDefaults(kotlin: KmType, descriptor: String): BoxedArgument? {
        if (kotlin.className == RESULT && descriptor == "Ljava/lang/Object;") {
            val taken = takenResult(kotlin)
            val shape =
                Shape(taken.facade) { names, value ->
                    "Calls.${calls.valueClass(ClassName.of("kotlin.Result"), true)}.box(${taken.convert(names, value)})"
                }
            return BoxedArgument("L$RESULT;", shape)
        }
        if (!isBare(kotlin, descriptor) || descriptor in PRIMITIVES || !mayHoldNull(kotlin)) return null
        return BoxedArgument("L" + kotlin.className!!.replace('.', '$') + ";", shapes.toKotlin(boxed(kotlin)))
    }

    /** Returns who writes the constant for the type's value class; null if it is none, or one with its own ways. */
    fun constant(kotlin: KmType): ((Names) -> String)? {
        if (kotlin.className == DURATION) return null
        val element = valueClass(kotlin) ?: return null
        return constant(element)
    }

    /** Whether the value inside may be null, in an object that is none. */
    fun mayHoldNull(kotlin: KmType): Boolean {
        val type = valueClass(kotlin)?.let(metadata::classFacts) ?: return false
        val inside = type.inlineClassUnderlyingType ?: return false
        val variable = inside.classifier as? KmClassifier.TypeParameter
        val bounds = variable?.let { type.typeParameters.first { of -> of.id == it.id }.upperBounds }
        return inside.isNullable || bounds?.all { it.isNullable } ?: mayHoldNull(inside)
    }

    /** Returns who writes the bare value, of type [mirror], of the object that a facade of a value class wraps. */
    fun target(element: TypeElement, mirror: TypeMirror): (Names) -> String {
        val constant = constant(element)
        val cast = if (mirror.kind.isPrimitive) "(${mirror.kind.name.lowercase()}) " else ""
        return { names -> "$cast${constant(names)}.unbox(${Receiver.Target.expression(names)})" }
    }

    private fun constant(element: TypeElement): (Names) -> String {
        val name = types.className(element)
        return { "Calls." + calls.valueClass(name, element.typeParameters.isNotEmpty()) }
    }

    private fun valueClass(kotlin: KmType): TypeElement? {
        val name = kotlin.className?.replace('/', '.') ?: return null
        if (name == "kotlin.Result") return null
        val element = elements.getTypeElement(name) ?: return null
        return element.takeIf { metadata.classFacts(it)?.isValue == true }
    }

    private fun boxed(kotlin: KmType): ClassType {
        val element = checkNotNull(valueClass(kotlin)) { "value class of ${kotlin.className} must be known" }
        types.requireNameable(element)
        val arguments = List(element.typeParameters.size) { WildcardType(null) }
        return ClassType(types.className(element), arguments, kotlin.isNullable)
    }

    /** Only what needs no type parameters: a class of Kotlin's that Java knows, or a library's. */
    private fun fromKotlin(kotlin: KmType): JavaType? {
        val name = kotlin.className ?: return null
        val known = MAPPED[name] ?: name.replace('/', '.')
        val element = elements.getTypeElement(known)?.takeIf { it.typeParameters.isEmpty() } ?: return null
        return ClassType(types.className(element), nullable = kotlin.isNullable)
    }

    private companion object {
        val PRIMITIVES =
            mapOf(
                "Z" to "boolean",
                "B" to "byte",
                "S" to "short",
                "I" to "int",
                "J" to "long",
                "F" to "float",
                "D" to "double",
                "C" to "char",
            )
        val MAPPED =
            mapOf(
                "kotlin/Any" to "java.lang.Object",
                "kotlin/String" to "java.lang.String",
                "kotlin/Int" to "java.lang.Integer",
                "kotlin/Long" to "java.lang.Long",
                "kotlin/Boolean" to "java.lang.Boolean",
                "kotlin/Double" to "java.lang.Double",
                "kotlin/Unit" to "kotlin.Unit",
            )
    }
}

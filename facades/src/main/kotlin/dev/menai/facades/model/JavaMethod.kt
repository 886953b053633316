package dev.menai.facades.model

import dev.menai.facades.types.JavaType
import dev.menai.facades.types.Names
import dev.menai.facades.types.TypeParameter
import dev.menai.facades.types.erasure

/** A parameter of a method that is to be written. */
internal class JavaParameter(val name: String, val type: JavaType, val isVararg: Boolean = false)

/** A method that is to be written. */
internal class JavaMethod(
    val name: String,
    val parameters: List<JavaParameter>,
    val returnType: JavaType,
    val typeParameters: List<TypeParameter> = emptyList(),
    val thrown: List<JavaType> = emptyList(),
    val isStatic: Boolean = false,
    val deprecated: Boolean = false,
    /** Whether it calls an extension, which no function of a subclass overrides in Kotlin. */
    val isExtension: Boolean = false,
    /** Sentences of the documentation. */
    val doc: (Names) -> List<String>,
    /** Statements, of which an abstract method has none; long ones are broken by who writes them. */
    val body: (Names) -> List<String> = { emptyList() },
) {
    /** What tells the method from others of its class. */
    val signature: String get() = signature(name, parameters)
}

internal fun signature(name: String, parameters: List<JavaParameter>): String =
    parameters.joinToString(",", "$name(", ")") { it.type.erasure() }

/** A nested class with the arguments of one function that may be absent. */
internal class OptionsClass(
    val name: String,
    val typeParameters: List<TypeParameter>,
    val method: String,
    val options: List<Option>,
    /** How many masks the function has. */
    val masks: Int,
) {
    /** The name of the field that has a mask. */
    fun mask(index: Int): String {
        val name = if (masks == 1) "absent" else "absent$index"
        return generateSequence(name) { it + "_" }.first { candidate -> options.none { it.name == candidate } }
    }
}

/** An argument that may be absent. */
internal class Option(
    val name: String,
    val type: JavaType,
    /** The primitive type in byte code, or null for an object. */
    val primitive: String?,
    /** The place of its bit in the masks. */
    val bit: Int,
    val convert: (names: Names, variable: String) -> String,
)

/** A call that Java source cannot express, and that goes through a method handle. */
internal class HandleCall(
    val name: String,
    /** The name of the constant that holds the handle. */
    val constant: String,
    /** The factory of the handle, a method of `FacadeCalls`. */
    val factory: String,
    /** The class that has the method: its binary name. */
    val owner: String,
    val jvmName: String,
    val descriptor: String,
    /** Types of the parameters after erasure to `Object` and primitives. */
    val parameters: List<String>,
    val names: List<String>,
    val returns: String,
    /** How many masks of absent arguments stand at the end. */
    val masks: Int = 0,
) {
    val isConstructor: Boolean get() = factory.startsWith("constructor")
}

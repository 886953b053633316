package dev.menai.facades.read

import javax.lang.model.element.ExecutableElement
import javax.lang.model.element.TypeElement
import javax.lang.model.type.ArrayType
import javax.lang.model.type.DeclaredType
import javax.lang.model.type.TypeKind
import javax.lang.model.type.TypeMirror
import javax.lang.model.util.Elements
import javax.lang.model.util.Types

/** Descriptors of byte code for methods of javac, by which they meet their metadata. */
internal class Descriptors(private val elements: Elements, private val types: Types) {
    fun of(method: ExecutableElement): String =
        method.parameters.joinToString("", "(", ")") { of(it.asType()) } + of(method.returnType)

    fun of(type: TypeMirror): String {
        val erased = types.erasure(type)
        return when (erased.kind) {
            TypeKind.BOOLEAN -> "Z"

            TypeKind.BYTE -> "B"

            TypeKind.SHORT -> "S"

            TypeKind.INT -> "I"

            TypeKind.LONG -> "J"

            TypeKind.CHAR -> "C"

            TypeKind.FLOAT -> "F"

            TypeKind.DOUBLE -> "D"

            TypeKind.VOID -> "V"

            TypeKind.ARRAY -> "[" + of((erased as ArrayType).componentType)

            // a class that is missing, whose nesting nobody knows
            TypeKind.ERROR -> "L" + erased.toString().replace('.', '/') + ";"

            else -> "L" + internalName((erased as DeclaredType).asElement() as TypeElement) + ";"
        }
    }

    fun binaryName(element: TypeElement): String = elements.getBinaryName(element).toString()

    private fun internalName(element: TypeElement): String = binaryName(element).replace('.', '/')
}

/** The types of a method's parameters in its descriptor. */
internal fun parameterDescriptors(descriptor: String): List<String> {
    val found = mutableListOf<String>()
    var at = 1
    while (descriptor[at] != ')') {
        val start = at
        while (descriptor[at] == '[') at++
        at = if (descriptor[at] == 'L') descriptor.indexOf(';', at) + 1 else at + 1
        found += descriptor.substring(start, at)
    }
    return found
}

internal fun returnDescriptor(descriptor: String): String = descriptor.substringAfter(')')

package dev.menai.facades.plan

import dev.menai.facades.model.JavaMethod
import dev.menai.facades.types.ClassName
import dev.menai.facades.types.ClassType
import dev.menai.facades.types.TypeParameter

/** A class by which Java implements a Kotlin interface. */
internal class BaseClass(
    val name: ClassName,
    /** The interface, with the type parameters of the class. */
    val implemented: ClassType,
    val typeParameters: List<TypeParameter>,
    /** One for each abstract member. */
    val methods: List<JavaMethod>,
    /** The names of the members that keep their bodies. */
    val bodies: List<String>,
    val entries: List<ReportEntry>,
) {
    /** The abstract members that it cannot declare: if there are any, nobody could be asked to implement the others. */
    val undeclared: List<ReportEntry> get() = entries.filter { it.methods.isEmpty() }

    companion object {
        /** The name of the method that returns the implementation. */
        const val AS_KOTLIN = "asKotlin"
    }
}

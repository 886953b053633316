package dev.menai.facades.write

import dev.menai.facades.model.JavaMethod
import dev.menai.facades.plan.BaseClass
import dev.menai.facades.types.FACADE_CALLS
import dev.menai.facades.types.Names

/** Writes the source of a class by which Java implements a Kotlin interface. */
internal class BaseClassWriter(
    private val base: BaseClass,
    /** Whether the module that it is written for can see `@Generated`. */
    private val isMarked: Boolean,
) {
    private val simpleName = base.name.simpleName
    private val names =
        Names(
            base.name,
            base.typeParameters.map { it.name } +
                base.methods.flatMap { method -> method.typeParameters.map { it.name } },
        )
    private val out = SourceText()

    fun write(): String {
        names.of(base.implemented.name)
        val header = SourceText()
        header.doc(documentation())
        if (isMarked) header.line("@${names.of(GENERATED)}(\"dev.menai.facades\")")
        header.line("@${names.of("org.jspecify.annotations.NullMarked")}")
        out.block("public abstract class $simpleName${names.declaration(base.typeParameters)}") {
            out.versionOf(names, simpleName)
            out.doc(listOf("For subclasses."))
            out.line("protected $simpleName() {}")
            base.methods.forEach { method(it) }
            asKotlin()
        }
        if (base.name.deprecated) header.line("@${names.of("java.lang.Deprecated")}")
        header.suppress(names, suppressed())
        return sourceFile(base.name, names, header, out)
    }

    private fun documentation(): List<String> {
        val subject = "{@link ${names.of(base.implemented.name)}}"
        return listOf("Implements $subject in Java: {@link #${BaseClass.AS_KOTLIN}} is for Kotlin code.") + bodies() +
            if (base.name.deprecated) listOf("", "@deprecated as it is in Kotlin") else emptyList()
    }

    private fun bodies(): List<String> {
        if (base.bodies.isEmpty()) return emptyList()
        val list = base.bodies.joinToString(", ") { "{@code $it}" }
        return listOf(
            "",
            "<p>What has a body in Kotlin keeps it, unless a subclass has a public method for it: $list.",
        )
    }

    private fun suppressed(): List<String> = buildList {
        if (names.deprecated) add("deprecation")
        if (isOverloaded(base.methods)) add("overloads")
    }

    private fun method(method: JavaMethod) {
        out.gap()
        out.doc(method.doc(names))
        out.abstractMethod(names.head("public abstract", method), names.parameters(method), names.thrown(method))
    }

    private fun asKotlin() {
        val type = names.of(base.implemented)
        out.gap()
        out.doc(listOf("Returns a new object for Kotlin code, which calls this one."))
        out.block("public final $type ${BaseClass.AS_KOTLIN}()") {
            val made =
                "${names.of("dev.menai.kotlin.Facades")}.implement(${names.of(base.implemented.name)}.class, this)"
            val isGeneric = base.typeParameters.isNotEmpty()
            out.statement("return " + if (isGeneric) "${names.of(FACADE_CALLS)}.<$type>cast($made);" else "$made;")
        }
    }
}

package dev.menai.facades.write

import dev.menai.facades.model.JavaMethod
import dev.menai.facades.types.ClassName
import dev.menai.facades.types.FACADE_CALLS
import dev.menai.facades.types.Names

internal const val GENERATED = "javax.annotation.processing.Generated"

/** The version of `FacadeCalls` that is written for: see there. */
private const val VERSION = 1

/** Puts the source of a class together: package, imports, what stands above the class, and the class. */
internal fun sourceFile(name: ClassName, names: Names, header: SourceText, type: SourceText): String = buildString {
    if (name.packageName.isNotEmpty()) append("package ${name.packageName};\n\n")
    names.imports.forEach { append(it).append('\n') }
    if (names.imports.isNotEmpty()) append('\n')
    append(header.text).append(type.text)
}

/** Has a class say, as it is loaded, what it was written for. */
internal fun SourceText.versionOf(names: Names, simpleName: String) {
    block("static") { statement("${names.of(FACADE_CALLS)}.requireVersion($simpleName.class, $VERSION);") }
    gap()
}

/** Writes an annotation against these warnings, if there are any. */
internal fun SourceText.suppress(names: Names, warnings: List<String>) {
    if (warnings.isEmpty()) return
    val list = warnings.singleOrNull()?.let { "\"$it\"" } ?: warnings.joinToString("\", \"", "{\"", "\"}")
    line("@${names.of("java.lang.SuppressWarnings")}($list)")
}

/** Whether some methods have the same name and as many parameters. */
internal fun isOverloaded(methods: List<JavaMethod>): Boolean =
    methods.groupBy { it.name to it.parameters.size }.values.any { it.size > 1 }

/** What stands before the parameters of a method. */
internal fun Names.head(modifiers: String, method: JavaMethod): String {
    val declared = declaration(method.typeParameters).let { if (it.isEmpty()) "" else "$it " }
    return "$modifiers $declared${of(method.returnType)} ${method.name}"
}

/** The parameters of a method, with their types. */
internal fun Names.parameters(method: JavaMethod): List<String> = method.parameters.map { parameter ->
    val type = of(parameter.type)
    (if (parameter.isVararg) type.removeSuffix("[]") + "..." else type) + " " + parameter.name
}

/** What stands behind the parameters of a method. */
internal fun Names.thrown(method: JavaMethod): String =
    if (method.thrown.isEmpty()) "" else method.thrown.joinToString(", ", " throws ") { of(it) }

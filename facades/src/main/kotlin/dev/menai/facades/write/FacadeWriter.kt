package dev.menai.facades.write

import dev.menai.facades.model.HandleCall
import dev.menai.facades.model.JavaMethod
import dev.menai.facades.model.JavaParameter
import dev.menai.facades.model.Option
import dev.menai.facades.model.OptionsClass
import dev.menai.facades.model.VALUE_CLASS
import dev.menai.facades.model.signature
import dev.menai.facades.plan.Facade
import dev.menai.facades.plan.maskLiteral
import dev.menai.facades.types.ClassName
import dev.menai.facades.types.ClassType
import dev.menai.facades.types.FACADE_CALLS
import dev.menai.facades.types.JavaNames
import dev.menai.facades.types.Names
import dev.menai.facades.types.Types

/** Writes the source of a facade. */
internal class FacadeWriter(
    private val facade: Facade,
    /** Whether the module that it is written for can see `@Generated`. */
    private val isMarked: Boolean,
) {
    private val simpleName = facade.name.simpleName
    private val names =
        Names(
            facade.name,
            facade.allOptions + "Calls" + facade.typeParameters.map { it.name } +
                facade.methods.flatMap { method -> method.typeParameters.map { it.name } } +
                // where a variable has the name of a class, the name is the variable's
                facade.methods.flatMap { method -> method.parameters.map { it.name } } +
                facade.options.flatMap { options -> options.options.map { it.name } },
        )
    private val out = SourceText()

    fun write(): String {
        names.of(facade.subject)
        val declaration = names.declaration(facade.typeParameters)
        val header = SourceText()
        header.doc(documentation())
        if (isMarked) header.line("@${names.of(GENERATED)}(\"dev.menai.facades\")")
        header.line("@${names.of("org.jspecify.annotations.NullMarked")}")
        val kind = if (facade.isExtended) "class" else "final class"
        val parent = facade.superFacade?.let { " extends ${names.of(ClassType(it.facade.name, it.arguments))}" } ?: ""
        out.block("public $kind $simpleName$declaration$parent") {
            out.versionOf(names, simpleName)
            facade.wrapped?.let { instances(it) } ?: out.line("private $simpleName() {}")
            facade.methods.forEach { method(it) }
            facade.wrapped?.let { identity(it) }
            facade.options.forEach { options(it) }
            if (!facade.calls.isEmpty) calls()
        }
        if (facade.deprecated) header.line("@${names.of("java.lang.Deprecated")}")
        header.suppress(names, suppressed())
        return sourceFile(facade.name, names, header, out)
    }

    private fun documentation(): List<String> {
        val subject = "{@link ${names.of(facade.subject)}}"
        val deprecation = if (facade.deprecated) listOf("", "@deprecated as it is in Kotlin") else emptyList()
        return if (facade.wrapped == null) {
            listOf("The functions of $subject for Java.") + deprecation
        } else {
            listOf(
                "A $subject for Java: its suspend functions return futures.",
                "",
                "<p>Equal to another facade of an equal object. Thread-safe as far as the object is.",
            ) + deprecation
        }
    }

    private fun suppressed(): List<String> = buildList {
        val ancestors = generateSequence(facade) { it.superFacade?.facade }
        if (names.deprecated || ancestors.any { it.methods.any { method -> method.deprecated } }) add("deprecation")
        if (isOverloaded(facade.methods) || facade.superFacade != null) add("overloads")
    }

    private fun instances(wrapped: ClassType) {
        val type = names.of(wrapped)
        val facadeType = simpleName + arguments(wrapped)
        out.line("private final $type target;")
        out.gap()
        out.block("${if (facade.isExtended) "protected" else "private"} $simpleName($type target)") {
            if (facade.superFacade != null) out.line("super(target);")
            out.line("this.target = target;")
        }
        out.gap()
        out.doc(listOf("Returns the facade of {@code target}."))
        val declared = names.declaration(facade.typeParameters).let { if (it.isEmpty()) "" else "$it " }
        out.block("public static $declared$facadeType of($type target)") {
            val created = "new $simpleName" + if (wrapped.arguments.isEmpty()) "" else "<>"
            out.line("return $created(${names.of("java.util.Objects")}.requireNonNull(target, \"target\"));")
        }
        out.gap()
        out.doc(listOf("Returns the Kotlin object."))
        if (facade.superFacade != null) out.line("@${names.of("java.lang.Override")}")
        out.block("public $type unwrap()") { out.line("return target;") }
        facade.items?.let { item ->
            out.gap()
            out.doc(listOf("Iterates over the items of this flow."))
            if (facade.superFacade?.facade?.items != null) out.line("@${names.of("java.lang.Override")}")
            out.block("public ${names.of(Types.named("dev.menai.AsyncIterable", item))} items()") {
                out.line("return ${names.of("dev.menai.kotlin.Flows")}.items(target);")
            }
        }
    }

    private fun arguments(wrapped: ClassType): String =
        if (wrapped.arguments.isEmpty()) "" else wrapped.arguments.joinToString(", ", "<", ">") { names.of(it) }

    private fun method(method: JavaMethod) {
        out.gap()
        out.doc(method.doc(names))
        if (method.deprecated) out.line("@${names.of("java.lang.Deprecated")}")
        out.method(
            names.head(if (method.isStatic) "public static" else "public", method),
            names.parameters(method),
            names.thrown(method),
        ) { method.body(names).forEach { out.statement(it) } }
    }

    private fun identity(wrapped: ClassType) {
        val override = "@${names.of("java.lang.Override")}"
        val other =
            simpleName + if (wrapped.arguments.isEmpty()) "" else wrapped.arguments.joinToString(", ", "<", ">") { "?" }
        val nullable = names.of(Types.OBJECT.withNullness(true))
        if (facade.superFacade != null) return
        out.gap()
        out.line(override)
        out.block("public boolean equals($nullable other)") {
            out.line("return other instanceof $other facade && target.equals(facade.target);")
        }
        out.gap()
        out.line(override)
        out.block("public int hashCode()") { out.line("return target.hashCode();") }
        out.gap()
        out.line(override)
        out.block("public ${names.of("java.lang.String")} toString()") {
            val name = if (facade.isExtended) "getClass().getSimpleName() + \"[\"" else "\"$simpleName[\""
            out.line("return $name + target + \"]\";")
        }
    }

    private fun options(options: OptionsClass) {
        val declared = names.declaration(options.typeParameters)
        val arguments =
            if (options.typeParameters.isEmpty()) {
                ""
            } else {
                options.typeParameters.joinToString(", ", "<", ">") {
                    it.name
                }
            }
        val type = options.name + arguments
        out.gap()
        out.doc(listOf("The arguments of {@code ${options.method}} that may be left out."))
        out.block("public static final class ${options.name}$declared") {
            for (mask in 0 until options.masks) {
                val bits = options.options.filter { it.bit / 32 == mask }.fold(0) { all, it ->
                    all or
                        (1 shl it.bit % 32)
                }
                out.line("private int ${options.mask(mask)} = ${maskLiteral(bits)};")
            }
            for (option in options.options) {
                val field = option.primitive ?: names.of(Types.OBJECT.withNullness(true))
                out.line("private $field ${option.name};")
            }
            out.gap()
            out.line("private ${options.name}() {}")
            options.options.forEach { setter(options, type, it) }
        }
    }

    private fun setter(options: OptionsClass, type: String, option: Option) {
        out.gap()
        out.doc(listOf("Sets {@code ${option.name}}."))
        out.block("public $type ${option.setter}(${names.of(option.type)} ${option.name})") {
            names.within(listOf(option.name)) {
                out.statement("this.${option.name} = ${option.convert(names, option.name)};")
            }
            out.line("${options.mask(option.bit / 32)} &= ~${maskLiteral(1 shl option.bit % 32)};")
            out.line("return this;")
        }
    }

    private val Option.setter: String
        get() =
            generateSequence(name) { it + "_" }
                .first { !JavaNames.isOfObject(signature(it, listOf(JavaParameter("", type)))) }

    private fun calls() {
        out.gap()
        out.doc(listOf("The calls that Java source cannot express: mangled names, and arguments left out."))
        out.block("private static final class Calls") {
            for ((holder, valueClass) in facade.calls.valueClasses) {
                val type = valueClassType(valueClass)
                val maker = names.of("dev.menai.kotlin.ValueClass")
                val calls = names.of(FACADE_CALLS)
                out.block("private static final class $holder") {
                    out.statement(
                        "static final $maker<$type> $VALUE_CLASS = $calls.valueClass(${names.of(valueClass)}.class);",
                    )
                }
                out.gap()
            }
            facade.calls.all.forEach { handle(it) }
            facade.calls.all.forEach { bridge(it) }
        }
    }

    private fun valueClassType(name: ClassName): String =
        names.of(name) + if (name in facade.calls.generic) "<?>" else ""

    private fun handle(call: HandleCall) {
        val handle = names.of("java.lang.invoke.MethodHandle")
        val calls = names.of(FACADE_CALLS)
        val name = if (call.isConstructor) emptyList() else listOf(literal(call.jvmName))
        val masks = if (call.masks == 0) emptyList() else listOf("${call.masks}")
        val arguments = listOf("Calls.class", literal(call.owner)) + name + literal(call.descriptor) + masks
        val found = "$calls.${call.factory}${arguments.joinToString(", ", "(", ")")}"
        out.statement("private static final $handle ${call.constant} = $found;")
    }

    /** Kotlin's names may have quotes, but no backslashes. */
    private fun literal(text: String): String = "\"" + text.replace("\"", "\\\"") + "\""

    private fun failure(call: HandleCall): String = generateSequence("failure") { it + "_" }.first { it !in call.names }

    private fun bridge(call: HandleCall) {
        val nullable = names.of(Types.OBJECT.withNullness(true))
        val returned = if (call.returns == "Object") nullable else call.returns
        val variables = call.names
        out.gap()
        out.method(
            "static $returned ${call.name}",
            call.parameters.zip(variables) { type, name -> (if (type == "Object") nullable else type) + " " + name },
            "",
        ) {
            val invoke = "${call.constant}.invokeExact(${variables.joinToString(", ")});"
            out.line("try {")
            when (call.returns) {
                "void" -> out.statement("    $invoke")
                "Object" -> out.statement("    return $invoke")
                else -> out.statement("    return (${call.returns}) $invoke")
            }
            out.line("} catch (${names.of("java.lang.Throwable")} ${failure(call)}) {")
            out.line("    throw ${names.of(FACADE_CALLS)}.rethrown(${failure(call)});")
            out.line("}")
        }
    }
}

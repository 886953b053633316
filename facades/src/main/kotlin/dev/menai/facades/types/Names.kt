package dev.menai.facades.types

/**
 * The names of one source file: what is named is imported, unless another class has taken the simple name, then it is
 * written in full.
 *
 * @param own the class that the file declares
 * @param taken simple names that mean something else in the file
 */
internal class Names(own: ClassName, taken: Collection<String>) {
    private val packageName = own.packageName

    /** The simple name of the class that the file declares. */
    val own: String = own.simpleName
    private val imported = sortedMapOf(own.simpleName to own.copy(deprecated = false))
    private val taken = taken.toHashSet()

    /** Whether a deprecated class was named. */
    var deprecated: Boolean = false
        private set

    /** Names of variables that are taken where code is being written. */
    var variables: Set<String> = emptySet()

    /** Returns [name], or one like it that no variable has. */
    fun fresh(name: String): String = generateSequence(name) { it + "_" }.first { it !in variables }

    /** Writes something in which [declared] are variables as well. */
    fun <R> within(declared: List<String>, write: () -> R): R {
        val before = variables
        variables = before + declared
        return write().also { variables = before }
    }

    /** Returns names for so many parameters of a lambda. */
    fun arguments(count: Int): List<String> =
        (if (count == 1) listOf("argument") else listOf("first", "second", "third").take(count)).map(::fresh)

    /** The lines of the imports, of all that was named so far. */
    val imports: List<String>
        get() =
            imported.values.filter { it.packageName != "java.lang" && it.packageName != packageName }
                .map { "import ${it.canonical};" }.sorted()

    fun of(canonical: String): String = of(ClassName.of(canonical))

    fun of(name: ClassName): String {
        deprecated = deprecated || name.deprecated
        return qualifier(name) + name.simpleNames.joinToString(".")
    }

    fun of(type: JavaType): String = when (type) {
        is PrimitiveType -> type.name

        is ClassType -> classType(type)

        is VariableType -> nullness(type) + type.name

        is ArrayOf -> of(type.component) + (if (type.nullable) " ${nullableAnnotation()}[]" else "[]")

        is WildcardType ->
            when {
                type.bound == null -> "?"
                type.isSuper -> "? super " + of(type.bound)
                isObject(type.bound) -> "?"
                else -> "? extends " + of(type.bound)
            }
    }

    /** The declaration of type parameters, with a space behind, or nothing. */
    fun declaration(parameters: List<TypeParameter>): String =
        if (parameters.isEmpty()) "" else parameters.joinToString(", ", "<", ">") { parameter(it) }

    private fun parameter(parameter: TypeParameter): String {
        val bounds = parameter.bounds.filterNot { it.copyNonNull() == Types.OBJECT && !it.nullable }
        return if (bounds.isEmpty()) {
            parameter.name
        } else {
            parameter.name + " extends " +
                bounds.joinToString(" & ") { of(it) }
        }
    }

    private fun JavaType.copyNonNull(): JavaType = withNullness(false)

    private fun isObject(type: JavaType): Boolean = type.withNullness(false) == Types.OBJECT

    /** JSpecify stands before the simple name: `Map.@Nullable Entry`. */
    private fun classType(type: ClassType): String {
        deprecated = deprecated || type.name.deprecated
        val arguments = if (type.arguments.isEmpty()) "" else type.arguments.joinToString(", ", "<", ">") { of(it) }
        val outside = qualifier(type.name) + type.name.simpleNames.dropLast(1).joinToString("") { "$it." }
        return outside + nullness(type) + type.name.simpleName + arguments
    }

    private fun qualifier(name: ClassName): String {
        val outermost = ClassName(name.packageName, name.simpleNames.take(1))
        val simple = outermost.simpleName
        val known = imported[simple]
        return when {
            name.packageName.isEmpty() -> ""
            known == null && simple !in taken -> "".also { imported[simple] = outermost }
            known == outermost -> ""
            else -> name.packageName + "."
        }
    }

    private fun nullness(type: JavaType): String = if (type.nullable) nullableAnnotation() + " " else ""

    private fun nullableAnnotation(): String = "@" + of("org.jspecify.annotations.Nullable")
}

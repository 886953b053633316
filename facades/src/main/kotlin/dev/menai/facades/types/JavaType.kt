package dev.menai.facades.types

/** A type as Java source has it, with the nullness that JSpecify annotations would give it. */
internal sealed interface JavaType {
    val nullable: Boolean

    fun withNullness(nullable: Boolean): JavaType
}

/** A primitive type or `void`. */
internal data class PrimitiveType(val name: String) : JavaType {
    override val nullable: Boolean get() = false

    override fun withNullness(nullable: Boolean): JavaType = this
}

/** A class or interface, with its type arguments. */
internal data class ClassType(
    val name: ClassName,
    val arguments: List<JavaType> = emptyList(),
    override val nullable: Boolean = false,
) : JavaType {
    override fun withNullness(nullable: Boolean): ClassType = copy(nullable = nullable)
}

/** A use of a type parameter; [bound] is what is left of it after erasure. */
internal data class VariableType(val name: String, val bound: JavaType, override val nullable: Boolean = false) :
    JavaType {
    override fun withNullness(nullable: Boolean): JavaType = copy(nullable = nullable)
}

/** An array. */
internal data class ArrayOf(val component: JavaType, override val nullable: Boolean = false) : JavaType {
    override fun withNullness(nullable: Boolean): JavaType = copy(nullable = nullable)
}

/** A type argument with `?`; without a bound it is a bare one. */
internal data class WildcardType(val bound: JavaType?, val isSuper: Boolean = false) : JavaType {
    override val nullable: Boolean get() = false

    override fun withNullness(nullable: Boolean): JavaType = this
}

/** The name of a class: its package, and its simple name after those of the classes around it. */
internal data class ClassName(
    val packageName: String,
    val simpleNames: List<String>,
    /** Whether a use of it is a warning. */
    val deprecated: Boolean = false,
) {
    val simpleName: String get() = simpleNames.last()

    /** The name as source has it. */
    val canonical: String get() = (listOf(packageName) + simpleNames).filter { it.isNotEmpty() }.joinToString(".")

    /** Whether Java source can name it: neither it nor its package has a word of Java in its name. */
    val isNameable: Boolean
        get() = (packageName.split('.').filter { it.isNotEmpty() } + simpleNames).all(JavaNames::isIdentifier)

    fun nested(name: String): ClassName = copy(simpleNames = simpleNames + name)

    companion object {
        /** Reads a canonical name of a top-level class. */
        fun of(canonical: String): ClassName =
            ClassName(canonical.substringBeforeLast('.', ""), listOf(canonical.substringAfterLast('.')))
    }
}

/** A type parameter that a class or a method declares; null bounds stand for `Object`, or what may also be null. */
internal data class TypeParameter(val name: String, val bounds: List<JavaType>)

/** The type after erasure, as text that is equal for types which Java cannot tell apart in a signature. */
internal fun JavaType.erasure(): String = when (this) {
    is PrimitiveType -> name
    is ClassType -> name.canonical
    is VariableType -> bound.erasure()
    is ArrayOf -> component.erasure() + "[]"
    is WildcardType -> bound?.erasure() ?: "java.lang.Object"
}

/** The type with others for type parameters. */
internal fun JavaType.substituted(by: Map<String, JavaType>): JavaType = when (this) {
    is PrimitiveType -> this
    is ClassType -> copy(arguments = arguments.map { it.substituted(by) })
    is VariableType -> by[name]?.let { if (nullable) it.withNullness(true) else it } ?: this
    is ArrayOf -> copy(component = component.substituted(by))
    is WildcardType -> copy(bound = bound?.substituted(by))
}

/** Whether the type can be checked at run time, which a cast to it and a generic array need. */
internal fun JavaType.isReifiable(): Boolean = when (this) {
    is PrimitiveType -> true
    is ClassType -> arguments.all { it is WildcardType && it.bound == null }
    is ArrayOf -> component.isReifiable()
    is VariableType, is WildcardType -> false
}

/** A type argument as a type of its own: a wildcard becomes its bound. */
internal fun JavaType.asItem(): JavaType = when {
    this !is WildcardType -> this
    bound == null || isSuper -> Types.OBJECT.withNullness(true)
    else -> bound
}

/** As a type argument: Java has none that are primitive. */
internal fun JavaType.boxed(): JavaType =
    if (this is PrimitiveType) Types.BOXES[name]?.let { ClassType(ClassName.of(it)) } ?: Types.VOID else this

/** Types that come up again and again. */
internal object Types {
    val OBJECT = ClassType(ClassName.of("java.lang.Object"))
    val VOID = ClassType(ClassName.of("java.lang.Void"), nullable = true)
    val BOXES =
        mapOf(
            "boolean" to "java.lang.Boolean",
            "byte" to "java.lang.Byte",
            "short" to "java.lang.Short",
            "int" to "java.lang.Integer",
            "long" to "java.lang.Long",
            "float" to "java.lang.Float",
            "double" to "java.lang.Double",
            "char" to "java.lang.Character",
        )

    fun named(canonical: String, vararg arguments: JavaType): ClassType =
        ClassType(ClassName.of(canonical), arguments.toList())

    fun future(of: JavaType): ClassType = named("java.util.concurrent.CompletableFuture", of.boxed())
}

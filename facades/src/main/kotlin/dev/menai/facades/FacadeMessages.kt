package dev.menai.facades

/** What is said at an annotation that asks for what cannot be. */
internal object FacadeMessages {
    fun noSuchFile(name: String): String =
        "functions must name the class of a Kotlin file, but $name is not on the class path; " +
            "write its name in byte code, \"the.package.SomeFileKt\" for SomeFile.kt, and add the library that has it"

    fun notKotlin(name: String): String =
        "a facade's class must be Kotlin's, but $name has no Kotlin metadata; call it directly, it is Java's"

    fun notAClass(name: String): String =
        "value must name a Kotlin class, but $name holds the functions of a file; write functions = \"$name\""

    fun notAFile(name: String): String =
        "functions must name the class of a Kotlin file, but $name is a class; write @KotlinFacade($name.class)"

    fun notPublic(name: String): String = "a facade's class must be public in Kotlin, but $name is not; " +
        "write the facade of a public class or interface that it extends"

    fun newerMetadata(name: String, version: String, known: String): String =
        "$name was compiled by a newer Kotlin, with metadata $version, than this facade generator knows, $known: " +
            "what is new in it is not understood; use a newer menai-facades"

    fun notAnInterface(name: String): String = "a base class must be of a Kotlin interface, but $name is none; " +
        "leave out implementable, and write a subclass if it is an open class"

    fun sealed(name: String): String = "a base class must be of an interface that anyone may implement, " +
        "but $name is sealed; ask its author for one that is not"

    fun notImplementable(name: String, members: List<String>): String =
        "a base class must have all abstract members of $name, but Java cannot declare ${members.joinToString()}; " +
            "write the implementation in Kotlin"

    fun taken(facade: String, first: String, second: String): String =
        "generated classes must have different names, but $facade would be that of $first and of $second; " +
            "give one of them another name with @KotlinFacade(name = ...)"
}

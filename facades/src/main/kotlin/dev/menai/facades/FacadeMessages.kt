package dev.menai.facades

import javax.lang.model.SourceVersion

/** What is said at an annotation that asks for what cannot be. */
internal object FacadeMessages {
    fun noSuchFile(name: String): String {
        val required = "functions must name the class of a Kotlin file, but"
        val wordOfJava = name.split('.').firstOrNull { SourceVersion.isKeyword(it) }
        return when {
            name.isEmpty() -> "$required the name is empty; write \"the.package.SomeFileKt\" for SomeFile.kt"

            wordOfJava != null ->
                "$required $name has $wordOfJava in it, a word of Java, so that Java source cannot name it; " +
                    "call its functions from Kotlin"

            name.any { it == '/' || it == '$' } ->
                "$required $name is written with slashes or dollars; " +
                    "write it with dots, \"the.package.SomeFileKt\""

            else ->
                "$required $name is not on the class path; " +
                    "write its name in byte code, \"the.package.SomeFileKt\" for SomeFile.kt, " +
                    "and add the library that has it"
        }
    }

    fun inNoPackage(name: String): String =
        "functions must name the class of a Kotlin file in a package, but $name is in none, " +
            "so that no class in a package can name it; write the annotation in a class without a package"

    fun noDeclaredType(type: String): String =
        "value must name a Kotlin class, but names $type; write the class that has the suspend functions"

    fun notAName(name: String): String =
        "name must be the simple name of a class, but was \"$name\"; write an identifier of Java, without a package"

    fun reserved(name: String): String =
        "name must not be $name, but was: facades have a nested class of that name; write another"

    fun notWritten(facade: String, reason: String): String =
        "facade $facade must be a new source file, but javac refused it: $reason; " +
            "give it another name with @KotlinFacade(name = ...)"

    fun refusedMetadata(name: String, reason: String): String =
        "a facade's class must have metadata that can be read, but that of $name cannot: $reason; " +
            "compile it with a newer Kotlin"

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
            "what is new in it is not understood; use a newer menai-facades-processor"

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

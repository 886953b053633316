package dev.menai.facades.types

import javax.lang.model.SourceVersion

/** Names that Java source can have. */
internal object JavaNames {
    /** Methods of `Object` that no class can have anew, by name and parameters. */
    private val FINAL_METHODS =
        setOf("getClass()", "notify()", "notifyAll()", "wait()", "wait(long)", "wait(long,int)")

    /** Methods of `Object` whose type is settled. */
    private val OBJECT_METHODS =
        setOf("hashCode()", "toString()", "equals(java.lang.Object)", "clone()", "finalize()")

    fun isIdentifier(name: String): Boolean = SourceVersion.isIdentifier(name) && !SourceVersion.isKeyword(name)

    /** Makes an identifier of a name: what Java does not allow becomes an underscore. */
    fun identifier(name: String): String {
        val letters = name.map { if (Character.isJavaIdentifierPart(it)) it else '_' }.joinToString("")
        val started =
            if (letters.isEmpty() || !Character.isJavaIdentifierStart(letters[0])) "_$letters" else letters
        return if (isIdentifier(started)) started else started + "_"
    }

    /** Returns [name], or one like it that is not among [used] yet, and adds it. */
    fun unused(name: String, used: MutableSet<String>): String =
        generateSequence(name) { it + "_" }.first { used.add(it) }

    /** Whether a method with this name and these erased parameters would be one of `Object`. */
    fun isOfObject(signature: String): Boolean = signature in FINAL_METHODS || signature in OBJECT_METHODS

    /** A constant's name for a method's: `byId` is `BY_ID`. */
    fun constant(name: String): String = identifier(name).replace(Regex("([a-z0-9])([A-Z])"), "$1_$2").uppercase()
}

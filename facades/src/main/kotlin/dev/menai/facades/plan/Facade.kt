package dev.menai.facades.plan

import dev.menai.facades.model.HandleCalls
import dev.menai.facades.model.JavaMethod
import dev.menai.facades.model.JavaParameter
import dev.menai.facades.model.OptionsClass
import dev.menai.facades.model.signature
import dev.menai.facades.types.ClassName
import dev.menai.facades.types.ClassType
import dev.menai.facades.types.JavaNames
import dev.menai.facades.types.JavaType
import dev.menai.facades.types.TypeParameter

/** A facade that is to be written, with what it could not take in. */
internal class Facade(
    val name: ClassName,
    /** The type whose instances it wraps, or null if all its methods are static. */
    val wrapped: ClassType?,
    /** The class or file that it is the facade of. */
    val subject: ClassName,
    val typeParameters: List<TypeParameter>,
    val deprecated: Boolean,
    val twins: Twins,
    /** What it iterates over if its instances are flows. */
    val items: JavaType? = null,
) {
    /** The facade that it extends, if any. */
    var superFacade: SuperFacade? = null

    /** Whether another facade extends it. */
    var isExtended = false

    val methods = mutableListOf<JavaMethod>()
    val options = mutableListOf<OptionsClass>()
    val calls = HandleCalls()
    val entries = mutableListOf<ReportEntry>()

    /** The names of its nested classes, and of those that it inherits. */
    val allOptions: List<String> get() = options.map { it.name } + superFacade?.facade?.allOptions.orEmpty()

    private val signatures = hashSetOf<String>()

    /** Takes a signature, or returns false if it is taken. */
    fun reserve(name: String, parameters: List<JavaParameter>): Boolean =
        !JavaNames.isOfObject(signature(name, parameters)) &&
            signatures.add(signature(name, parameters))

    /** Notes that it cannot extend the facade of its supertype, because of a method. */
    fun apartFrom(parent: Facade, method: String) {
        entries +=
            ReportEntry(
                subject.canonical,
                subject.simpleName,
                "extends ${parent.subject.canonical}",
                listOf("unwrap()"),
                "does not extend ${parent.name.canonical}, whose $method is another",
            )
    }
}

/** What became of one member. */
internal class ReportEntry(
    val owner: String,
    val member: String,
    val jvmSignature: String,
    /** The methods that it has in the facade; empty if it has none. */
    val methods: List<String>,
    /** Why it has none, or what a reader should know. */
    val note: String?,
) {
    companion object {
        /** Stands for all members of an owner. */
        const val ALL = "*"
    }
}

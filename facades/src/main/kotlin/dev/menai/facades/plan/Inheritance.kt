package dev.menai.facades.plan

import dev.menai.facades.model.JavaMethod
import dev.menai.facades.model.JavaParameter
import dev.menai.facades.model.OptionsClass
import dev.menai.facades.model.signature
import dev.menai.facades.types.ClassType
import dev.menai.facades.types.JavaType
import dev.menai.facades.types.TypeParameter
import dev.menai.facades.types.substituted

/** A facade's superclass: the facade of a supertype, with the type arguments that it has there. */
internal class SuperFacade(val facade: Facade, val arguments: List<JavaType>) {
    /** Everything that instances inherit, in the words of the one that inherits. */
    fun methods(): List<InheritedMethod> {
        val own = substitution()
        val inherited =
            facade.superFacade?.methods().orEmpty().map {
                it.copy(
                    parameters = it.parameters.map { type ->
                        type.substituted(own)
                    },
                    returnType = it.returnType.substituted(own),
                )
            }
        return inherited + facade.methods.map { inherited(it, own) }
    }

    private fun substitution(): Map<String, JavaType> = facade.typeParameters.map { it.name }.zip(arguments).toMap()

    private fun inherited(method: JavaMethod, own: Map<String, JavaType>): InheritedMethod {
        val free = own - method.typeParameters.map { it.name }.toSet()
        return InheritedMethod(
            method.name,
            method.parameters.map { it.type.substituted(free) },
            method.returnType.substituted(free),
            method.isStatic,
            method.isExtension,
            method.typeParameters,
            method.thrown,
            facade.options.filter { options -> method.parameters.any { it.type.isOf(options) } }.map { it.shape(own) },
        )
    }
}

/** A method of a superclass. */
internal data class InheritedMethod(
    val name: String,
    val parameters: List<JavaType>,
    val returnType: JavaType,
    val isStatic: Boolean,
    val isExtension: Boolean,
    val typeParameters: List<TypeParameter>,
    val thrown: List<JavaType>,
    /** What its options are, name and type. */
    val options: List<List<Pair<String, JavaType>>>,
) {
    val signature: String get() = signature(name, parameters.map { JavaParameter("", it) })

    /** Whether [method] of the subclass [facade] calls the same function, so that it need not be there. */
    fun isSame(method: JavaMethod, facade: Facade): Boolean =
        !isExtension && !method.isExtension && isAlike(method, facade)

    /** Whether [method] of the subclass [facade] calls another function, and may override this one in Java. */
    fun isOverriddenBy(method: JavaMethod, facade: Facade): Boolean =
        (isExtension || method.isExtension) && isAlike(method, facade) && options.isEmpty() &&
            typeParameters == method.typeParameters && thrown.containsAll(method.thrown)

    private fun isAlike(method: JavaMethod, facade: Facade): Boolean =
        !isStatic && !method.isStatic && parameters == method.parameters.map { it.type } &&
            returnType == method.returnType &&
            options ==
            facade.options.filter { of -> method.parameters.any { it.type.isOf(of) } }.map { it.shape(emptyMap()) }
}

private fun JavaType.isOf(options: OptionsClass): Boolean = this is ClassType &&
    arguments.any { it is ClassType && it.name.packageName.isEmpty() && it.name.simpleName == options.name }

private fun OptionsClass.shape(own: Map<String, JavaType>): List<Pair<String, JavaType>> =
    options.map { it.name to it.type.substituted(own) }

/**
 * Makes [facade] a subclass of [parent] and leaves out what it then inherits. An extension of the subtype overrides its
 * namesake, as Kotlin chooses the one of the nearer receiver. If Java could not have both, because a method has another
 * type in the subclass, they stay apart, and the answer is the method's signature.
 */
internal fun inherit(facade: Facade, parent: SuperFacade): String? {
    val inherited = parent.methods().groupBy { it.signature }
    val superfluous = mutableListOf<JavaMethod>()
    for (method in facade.methods) {
        val namesakes = inherited[method.signature] ?: continue
        if (namesakes.any { !it.isSame(method, facade) && !it.isOverriddenBy(method, facade) }) return method.signature
        if (namesakes.last().isSame(method, facade)) superfluous += method
    }
    facade.methods -= superfluous.toSet()
    facade.options.removeAll { options ->
        facade.methods.none { method -> method.parameters.any { it.type.isOf(options) } }
    }
    facade.superFacade = parent
    parent.facade.isExtended = true
    return null
}

package dev.menai.facades.plan

import dev.menai.facades.model.JavaMethod
import dev.menai.facades.model.JavaParameter
import dev.menai.facades.read.Descriptors
import dev.menai.facades.read.TypeReader
import dev.menai.facades.read.UncallableException
import dev.menai.facades.types.ClassType
import dev.menai.facades.types.FACADE_CALLS
import dev.menai.facades.types.JavaNames
import dev.menai.facades.types.JavaType
import dev.menai.facades.types.Names
import dev.menai.facades.types.boxed
import javax.lang.model.element.TypeElement
import javax.lang.model.util.ElementFilter
import kotlin.metadata.KmClass
import kotlin.metadata.KmConstructor
import kotlin.metadata.Visibility
import kotlin.metadata.jvm.signature
import kotlin.metadata.visibility

/** The methods that make and read objects of a value class, in its facade. */
internal class ValueClassMethods(
    private val facade: Facade,
    private val wrapped: ClassType,
    private val types: TypeReader,
    private val descriptors: Descriptors,
) {
    fun add(element: TypeElement, kotlin: KmClass) {
        val statics = ElementFilter.methodsIn(element.enclosedElements)
        for (constructor in kotlin.constructors.filter { it.visibility == Visibility.PUBLIC }) {
            val signature = constructor.signature ?: continue
            val method =
                statics.firstOrNull {
                    "${it.simpleName}" == signature.name && descriptors.of(it) == signature.descriptor
                }
            // a secondary constructor may take something else than what the objects hold
            if (method == null || constructor !== kotlin.constructors.first()) continue
            try {
                val kotlinType = constructor.valueParameters.single().type
                addPair(constructor, types.read(method.parameters.single().asType(), kotlinType))
            } catch (uncallable: UncallableException) {
                val jvm = "$signature"
                facade.entries +=
                    ReportEntry(descriptors.binaryName(element), "<init>", jvm, emptyList(), uncallable.message)
            }
        }
    }

    /** Adds `create` and the one that reads; what is a value class inside another is bare in both. */
    private fun addPair(constructor: KmConstructor, value: JavaType) {
        val name = JavaNames.identifier(constructor.valueParameters.single().name)
        val parameter = JavaParameter(name, value)
        val facadeType = wrapped.copy(name = facade.name)
        val constant = { facade.calls.valueClass(wrapped.name, wrapped.arguments.isNotEmpty()) }
        val owner = { names: Names -> "{@link ${names.of(wrapped.name)}}" }
        if (facade.reserve("create", listOf(parameter))) {
            facade.methods +=
                JavaMethod(
                    "create",
                    listOf(parameter),
                    facadeType,
                    facade.typeParameters,
                    isStatic = true,
                    doc = { listOf("Makes a ${owner(it)} with {@code $name} inside, with its checks.") },
                ) { names ->
                    val made = "Calls.${constant()}.box($name)"
                    val typed =
                        if (wrapped.arguments.isEmpty()) {
                            made
                        } else {
                            "${names.of(
                                FACADE_CALLS,
                            )}.<${names.of(wrapped)}>cast($made)"
                        }
                    listOf("return ${names.own}.of($typed);")
                }
        }
        if (facade.reserve(name, emptyList())) {
            facade.methods +=
                JavaMethod(
                    name,
                    emptyList(),
                    value,
                    doc = { listOf("Returns the value inside.") },
                ) { names ->
                    val type = names.of(value.boxed())
                    listOf("return ${names.of(FACADE_CALLS)}.<$type>cast(Calls.${constant()}.unbox(target));")
                }
        }
    }
}

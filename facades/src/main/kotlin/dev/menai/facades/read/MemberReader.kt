package dev.menai.facades.read

import javax.lang.model.element.ExecutableElement
import javax.lang.model.element.Modifier
import javax.lang.model.element.TypeElement
import javax.lang.model.type.DeclaredType
import javax.lang.model.type.ExecutableType
import javax.lang.model.type.TypeKind
import javax.lang.model.util.ElementFilter
import javax.lang.model.util.Elements
import javax.lang.model.util.Types
import kotlin.metadata.ClassKind
import kotlin.metadata.KmClass
import kotlin.metadata.KmConstructor
import kotlin.metadata.KmFunction
import kotlin.metadata.KmProperty
import kotlin.metadata.KmPropertyAccessorAttributes
import kotlin.metadata.KmType
import kotlin.metadata.KmTypeParameter
import kotlin.metadata.KmValueParameter
import kotlin.metadata.Modality
import kotlin.metadata.Visibility
import kotlin.metadata.declaresDefaultValue
import kotlin.metadata.isInline
import kotlin.metadata.isInner
import kotlin.metadata.isReified
import kotlin.metadata.isSuspend
import kotlin.metadata.jvm.JvmMethodSignature
import kotlin.metadata.jvm.getterSignature
import kotlin.metadata.jvm.setterSignature
import kotlin.metadata.jvm.signature
import kotlin.metadata.kind
import kotlin.metadata.modality
import kotlin.metadata.visibility

private const val MARKER = "Lkotlin/jvm/internal/DefaultConstructorMarker;"

/** Reads the members of Kotlin classes and files that are public in Kotlin, in the order in which they are declared. */
@OptIn(ExperimentalContextParameters::class)
internal class MemberReader(
    private val elements: Elements,
    private val types: Types,
    private val metadata: MetadataReader,
    private val descriptors: Descriptors,
) {
    /** Returns the members of instances of [element], inherited ones after its own. */
    fun membersOf(element: TypeElement): List<KotlinMember> {
        val found = mutableListOf<KotlinMember>()
        for (owner in supertypes(element)) {
            val declared = metadata.classFacts(owner) ?: continue
            val view = element.asType() as DeclaredType
            for (member in declaredIn(owner, view, declared.functions, declared.properties)) {
                val overriding = found.firstOrNull { overrides(it, member, element) }
                if (overriding == null) {
                    found += member
                } else if (overriding.defaultsOf == null) {
                    overriding.defaultsOf = member.defaultsOf
                }
            }
        }
        return found
    }

    /** Returns the top-level members of a file. */
    fun membersOf(file: TypeElement, facts: FileFacts): List<KotlinMember> =
        declaredIn(file, file.asType() as DeclaredType, facts.functions, facts.properties)

    /** Returns the constructors of a class of which there can be instances. */
    fun constructorsOf(element: TypeElement): List<KotlinMember> {
        val declared = metadata.classFacts(element) ?: return emptyList()
        if (declared.modality == Modality.ABSTRACT || declared.modality == Modality.SEALED) return emptyList()
        if (declared.kind != ClassKind.CLASS) return emptyList()
        return declared.constructors.mapNotNull { constructor(element, declared, it) }
    }

    /** Returns the class and what it inherits from, nearest first, classes before interfaces. */
    fun supertypes(element: TypeElement): List<TypeElement> {
        val ordered = LinkedHashSet<TypeElement>()
        val open = ArrayDeque(listOf(element))
        while (open.isNotEmpty()) {
            val next = open.removeFirst()
            if (!ordered.add(next)) continue
            open += (listOf(next.superclass) + next.interfaces).filter { it.kind == TypeKind.DECLARED }
                .map { (it as DeclaredType).asElement() as TypeElement }
        }
        return ordered.toList()
    }

    private fun declaredIn(
        owner: TypeElement,
        view: DeclaredType,
        functions: List<KmFunction>,
        properties: List<KmProperty>,
    ): List<KotlinMember> {
        val methods = ElementFilter.methodsIn(owner.enclosedElements)
        val bySignature = methods.associateBy { it.simpleName.toString() + descriptors.of(it) }
        return functions.mapNotNull { function(owner, view, it, bySignature) } +
            properties.flatMap { accessors(owner, view, it, bySignature) }
    }

    private fun function(
        owner: TypeElement,
        view: DeclaredType,
        function: KmFunction,
        methods: Map<String, ExecutableElement>,
    ): KotlinMember? {
        val signature = function.signature ?: return null
        if (!function.visibility.isShown || isOfObject(function)) return null
        val method = methods[signature.toString()]
        return KotlinMember(
            owner,
            MemberKind.FUNCTION,
            function.name,
            signature.name,
            signature.descriptor,
            method,
            method?.let { viewed(it, view) },
            leading(function.contextParameters, function.receiverParameterType) +
                function.valueParameters.map(::value),
            function.returnType,
            function.typeParameters,
            function.isSuspend,
            function.isInline,
            obstacle(function.visibility, function.typeParameters, method),
            isAbstract = function.modality == Modality.ABSTRACT,
        )
    }

    private fun accessors(
        owner: TypeElement,
        view: DeclaredType,
        property: KmProperty,
        methods: Map<String, ExecutableElement>,
    ): List<KotlinMember> {
        val parameters = leading(property.contextParameters, property.receiverParameterType)

        fun accessor(
            kind: MemberKind,
            attributes: KmPropertyAccessorAttributes,
            signature: JvmMethodSignature,
            more: List<KotlinParameter>,
            returns: KmType?,
        ): KotlinMember? {
            val visibility = attributes.visibility
            if (!visibility.isShown) return null
            val method = methods[signature.toString()]
            return KotlinMember(
                owner,
                kind,
                property.name,
                signature.name,
                signature.descriptor,
                method,
                method?.let { viewed(it, view) },
                parameters + more,
                returns,
                property.typeParameters,
                obstacle = obstacle(visibility, property.typeParameters, method),
                isAbstract = attributes.modality == Modality.ABSTRACT,
            )
        }

        val getter =
            property.getterSignature?.let {
                accessor(MemberKind.GETTER, property.getter, it, emptyList(), property.returnType)
            }
        val setter =
            property.setter?.let { attributes ->
                property.setterSignature?.let {
                    val value = KotlinParameter(property.setterParameter?.name ?: "value", property.returnType)
                    accessor(MemberKind.SETTER, attributes, it, listOf(value), null)
                }
            }
        return listOfNotNull(getter, setter)
    }

    private fun constructor(owner: TypeElement, declared: KmClass, constructor: KmConstructor): KotlinMember? {
        val signature = constructor.signature ?: return null
        if (constructor.visibility != Visibility.PUBLIC) return null
        // with value classes among its parameters it is private, beside a synthetic one that takes a marker
        val descriptor = signature.descriptor.replace(MARKER, "")
        val method =
            ElementFilter
                .constructorsIn(owner.enclosedElements)
                .firstOrNull { descriptors.of(it) == descriptor }
        val isHidden = descriptor != signature.descriptor
        return KotlinMember(
            owner,
            MemberKind.CONSTRUCTOR,
            owner.simpleName.toString(),
            signature.name,
            descriptor,
            method,
            method?.let { it.asType() as ExecutableType },
            constructor.valueParameters.map(::value),
            null,
            obstacle =
            when {
                declared.isInner -> "needs an outer object; make it in Java, outer.new ${owner.simpleName}(...)"
                isHidden -> null
                else -> obstacle(constructor.visibility, emptyList(), method)
            },
            signature = "$signature",
        )
    }

    private fun viewed(method: ExecutableElement, view: DeclaredType): ExecutableType =
        if (Modifier.STATIC in method.modifiers) {
            method.asType() as ExecutableType
        } else {
            types.asMemberOf(view, method) as ExecutableType
        }

    private fun leading(context: List<KmValueParameter>, receiver: KmType?): List<KotlinParameter> =
        context.map { KotlinParameter(it.name, it.type, ParameterRole.CONTEXT) } +
            listOfNotNull(receiver?.let { KotlinParameter("receiver", it, ParameterRole.RECEIVER) })

    private fun value(parameter: KmValueParameter): KotlinParameter = KotlinParameter(
        parameter.name,
        parameter.type,
        hasDefault = parameter.declaresDefaultValue,
        isVararg = parameter.varargElementType != null,
    )

    /** What facades have of their own. */
    private fun isOfObject(function: KmFunction): Boolean = !function.isSuspend &&
        function.name + function.valueParameters.size in setOf("equals1", "hashCode0", "toString0")

    private fun overrides(own: KotlinMember, inherited: KotlinMember, element: TypeElement): Boolean {
        if (own.owner == inherited.owner || own.name != inherited.name || own.kind != inherited.kind) return false
        if (own.method == null ||
            inherited.method == null
        ) {
            return own.jvmName + own.descriptor == inherited.jvmName + inherited.descriptor
        }
        return elements.overrides(own.method, inherited.method, element) || narrows(own, inherited)
    }

    /** Whether it is an override that returns less, which shows in its continuation, or in its name if it is mangled. */
    private fun narrows(own: KotlinMember, inherited: KotlinMember): Boolean {
        val isBelow = types.isSubtype(types.erasure(own.owner.asType()), types.erasure(inherited.owner.asType()))
        if (!isBelow || !own.isSuspend || !inherited.isSuspend) return false
        val given = own.type?.parameterTypes.orEmpty().dropLast(1)
        val inheritedGiven = inherited.type?.parameterTypes.orEmpty().dropLast(1)
        return given.size == inheritedGiven.size &&
            given.indices.all { types.isSameType(given[it], inheritedGiven[it]) }
    }

    private fun obstacle(
        visibility: Visibility,
        parameters: List<KmTypeParameter>,
        method: ExecutableElement?,
    ): String? = when {
        parameters.any { it.isReified } ->
            "has a reified type parameter, so that it exists only where Kotlin code calls it; " +
                "call its form that takes the type as an argument"

        visibility == Visibility.PROTECTED -> "is protected: only subclasses may call it"

        method == null -> "is hidden from Java by its author: synthetic, or deprecated and hidden"

        Modifier.PUBLIC !in method.modifiers -> "is not public in byte code"

        else -> null
    }

    private val Visibility.isShown: Boolean get() = this == Visibility.PUBLIC || this == Visibility.PROTECTED
}

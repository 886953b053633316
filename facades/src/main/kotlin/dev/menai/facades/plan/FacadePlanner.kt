package dev.menai.facades.plan

import dev.menai.facades.model.JavaMethod
import dev.menai.facades.model.JavaParameter
import dev.menai.facades.model.Receiver
import dev.menai.facades.read.Descriptors
import dev.menai.facades.read.KotlinMember
import dev.menai.facades.read.MemberReader
import dev.menai.facades.read.MetadataReader
import dev.menai.facades.read.ParameterRole
import dev.menai.facades.read.TypeReader
import dev.menai.facades.read.UncallableException
import dev.menai.facades.types.AllShapes
import dev.menai.facades.types.ClassName
import dev.menai.facades.types.ClassType
import dev.menai.facades.types.FLOW
import dev.menai.facades.types.JavaNames
import dev.menai.facades.types.JavaType
import dev.menai.facades.types.VariableType
import dev.menai.facades.types.asItem
import javax.lang.model.element.Element
import javax.lang.model.element.Modifier
import javax.lang.model.element.TypeElement
import javax.lang.model.type.DeclaredType
import javax.lang.model.type.TypeMirror
import javax.lang.model.util.Elements
import javax.lang.model.util.Types
import kotlin.metadata.ClassKind
import kotlin.metadata.KmClass
import kotlin.metadata.Visibility
import kotlin.metadata.isValue
import kotlin.metadata.kind
import kotlin.metadata.visibility

/** Plans facades of whole classes and files: which members they have, under which names. */
internal class FacadePlanner(
    private val elements: Elements,
    private val tools: Types,
    private val types: TypeReader,
    private val metadata: MetadataReader,
    private val descriptors: Descriptors,
    private val reader: MemberReader,
    private val shapes: AllShapes,
) {
    /** Plans the facade of a class, interface or object, with [extensions] of it. */
    fun ofClass(element: TypeElement, name: ClassName, twins: Twins, extensions: List<KotlinMember>): Facade {
        val kotlin = checkNotNull(metadata.classFacts(element)) { "metadata of $element must be of a class" }
        if (isInnerOfGeneric(element)) return ofNothing(element, name, twins)
        val isSingleton = isSingleton(kotlin)
        val subject = types.className(element)
        val parameters = types.parameters(element.typeParameters, kotlin.typeParameters)
        val wrapped =
            if (isSingleton) null else ClassType(subject, parameters.map { VariableType(it.name, it.bounds.first()) })
        val items = if (isSingleton) null else items(element.asType())
        val facade = Facade(name, wrapped, subject, parameters, name.deprecated, twins, items)
        if (wrapped == null) {
            add(facade, reader.membersOf(element), singleton(element))
        } else {
            facade.reserve("of", listOf(JavaParameter("target", wrapped)))
            facade.reserve("unwrap", emptyList())
            if (items != null) facade.reserve("items", emptyList())
            add(facade, reader.membersOf(element), Receiver.Target)
            if (kotlin.isValue) {
                ValueClassMethods(facade, wrapped, types, descriptors).add(element, kotlin)
            } else {
                add(facade, reader.constructorsOf(element), Receiver.Static(subject))
            }
            unreadable(element, kotlin.companionObject)?.let { facade.entries += it }
            companion(element, kotlin.companionObject)?.let { add(facade, reader.membersOf(it), singleton(it)) }
            extensions.groupBy { it.owner }.forEach { (file, members) ->
                add(facade, members, Receiver.Static(types.className(file)), isExtension = true)
            }
        }
        return facade
    }

    /** Plans a facade without methods, of an inner class whose type has arguments before its name. */
    private fun ofNothing(element: TypeElement, name: ClassName, twins: Twins): Facade {
        val facade = Facade(name, null, types.className(element), emptyList(), name.deprecated, twins)
        reader.membersOf(element).mapTo(facade.entries) {
            entry(it, emptyList(), "is a member of an inner class of a generic one; call it through Suspend")
        }
        return facade
    }

    /** Plans the facade of a file's functions. */
    fun ofFile(element: TypeElement, members: List<KotlinMember>, name: ClassName, twins: Twins): Facade {
        val subject = types.className(element)
        val facade = Facade(name, null, subject, emptyList(), name.deprecated, twins)
        add(facade, members, Receiver.Static(subject))
        return facade
    }

    /** Returns what instances of the type have as items if they are flows, else null. */
    private fun items(type: TypeMirror): JavaType? {
        if (type !is DeclaredType) return null
        if ((type.asElement() as TypeElement).qualifiedName.contentEquals(FLOW)) {
            return types.read(type.typeArguments.single(), null).asItem()
        }
        return tools.directSupertypes(type).firstNotNullOfOrNull(::items)
    }

    /** Returns an entry for a companion whose class file javac refuses to read. */
    private fun unreadable(element: TypeElement, name: String?): ReportEntry? {
        if (name == null || elements.getTypeElement("${element.qualifiedName}.$name") != null) return null
        val owner = descriptors.binaryName(element) + "$" + name
        return ReportEntry(
            owner,
            ReportEntry.ALL,
            "",
            emptyList(),
            "javac cannot read its class file; call it from Kotlin",
        )
    }

    private fun companion(element: TypeElement, name: String?): TypeElement? =
        name?.let { elements.getTypeElement("${element.qualifiedName}.$it") }
            ?.takeIf { metadata.classFacts(it)?.visibility == Visibility.PUBLIC }

    private fun singleton(element: TypeElement): Receiver {
        val kotlin = metadata.classFacts(element)
        return if (kotlin?.kind == ClassKind.COMPANION_OBJECT) {
            Receiver.Singleton(types.className(element.enclosingElement as TypeElement), element.simpleName.toString())
        } else {
            Receiver.Singleton(types.className(element), "INSTANCE")
        }
    }

    private fun add(facade: Facade, members: List<KotlinMember>, receiver: Receiver, isExtension: Boolean = false) {
        val taken = facade.typeParameters.map { it.name }.toSet()
        val planner = Planner(elements, types, metadata, descriptors, reader, shapes, facade.calls, taken)
        val planned = members.mapNotNull { member -> plan(facade, planner, member, receiver, isExtension) }
        // those whose name and parameters are settled first, so that shorter forms give way to them
        val placed = planned.map { it to place(facade, it) }
        for ((methods, name) in placed) add(facade, methods, name)
    }

    private fun plan(
        facade: Facade,
        planner: Planner,
        member: KotlinMember,
        receiver: Receiver,
        isExtension: Boolean,
    ): PlannedMember? = try {
        val plan = planner.plan(member, receiver, isExtension)
        if (plan.isPlain) null else PlannedMember(plan, MemberMethods(plan, facade.calls, facade.typeParameters))
    } catch (uncallable: UncallableException) {
        facade.entries += entry(member, emptyList(), uncallable.message)
        null
    } catch (gap: IllegalStateException) {
        // one member that is not understood must not cost the others; the report asks for word of it
        facade.entries += entry(member, emptyList(), "$NOT_UNDERSTOOD: ${gap.message}; please report it")
        null
    }

    private class PlannedMember(val plan: MemberPlan, val methods: MemberMethods)

    private fun place(facade: Facade, planned: PlannedMember): String {
        val methods = planned.methods
        return names(planned).first { name ->
            val main = methods.full(name) ?: methods.withOptions(name, methods.options(name, "Options")!!)
            facade.reserve(name, main.parameters)
        }
    }

    /** The name it should have, then ones that tell it from its namesakes. */
    private fun names(planned: PlannedMember): Sequence<String> {
        val name = planned.methods.name
        val shown = planned.plan.parameters.zip(planned.plan.member.parameters).filter { (plan, _) -> plan.isShown }
        val parameters = shown.joinToString("And") { (_, parameter) ->
            parameter.name.replaceFirstChar(Char::uppercase)
        }
        val detailed = JavaNames.identifier(name + "With" + parameters)
        return sequenceOf(name) +
            (if (parameters.isEmpty()) sequenceOf(name + "Later") else sequenceOf(detailed)) +
            generateSequence(2) { it + 1 }.map { name + it }
    }

    private fun add(facade: Facade, planned: PlannedMember, name: String) {
        val methods = planned.methods
        val added = mutableListOf<JavaMethod>()
        methods.short(name)?.let { if (facade.reserve(name, it.parameters)) added += it }
        val full = methods.full(name)
        if (full == null) {
            val className = unusedOptions(facade, name)
            val options = checkNotNull(methods.options(name, className)) { "options of $name must be several" }
            facade.options += options
            added += methods.withOptions(name, options)
        } else {
            added += full
        }
        facade.methods += added
        if (planned.plan.isSuspend) {
            added.flatMap { facade.twins.of(it, planned.plan.failures) }.filterTo(facade.methods) {
                facade.reserve(it.name, it.parameters)
            }
        }
        val renamed =
            "is called $name, because ${methods.name} means another member".takeIf { name != methods.name }
        val note = listOfNotNull(renamed, lostDefaults(planned.plan.member)).joinToString("; ").ifEmpty { null }
        facade.entries += entry(planned.plan.member, added.map { it.signature }, note)
    }

    /** Why none of its arguments can be left out though Kotlin allows it, or null. */
    private fun lostDefaults(member: KotlinMember): String? = when {
        member.defaultsOf?.parameters.orEmpty().any { it.role == ParameterRole.CONTEXT } ->
            "takes all arguments, because it has context parameters, with which Java cannot leave any out"

        member.defaultsLost ->
            "takes all arguments, because the function that it overrides has the defaults, of another type"

        else -> null
    }

    private fun unusedOptions(facade: Facade, method: String): String {
        val name = method.replaceFirstChar(Char::uppercase) + "Options"
        return (sequenceOf(name) + generateSequence(2) { it + 1 }.map { name + it })
            .first { candidate -> facade.options.none { it.name == candidate } }
    }

    private fun entry(member: KotlinMember, methods: List<String>, note: String?): ReportEntry = ReportEntry(
        descriptors.binaryName(member.owner),
        member.name,
        member.signature,
        methods,
        note,
    )

    /** Returns the nearest supertype that has a facade in [facades], with its type arguments. */
    fun parent(element: TypeElement, facades: Map<String, Facade>): SuperFacade? {
        val open = ArrayDeque(tools.directSupertypes(element.asType()))
        while (open.isNotEmpty()) {
            val type = open.removeFirst() as DeclaredType
            val facade = facades[(type.asElement() as TypeElement).qualifiedName.toString()]
            if (facade?.wrapped != null && !types.isRaw(type)) {
                return SuperFacade(facade, type.typeArguments.map { types.read(it, null) })
            }
            open += tools.directSupertypes(type)
        }
        return null
    }

    companion object {
        /** How the reason begins if the fault is the generator's. */
        const val NOT_UNDERSTOOD = "is not understood by the generator"

        /** Whether type parameters of a class around it are part of its type. */
        fun isInnerOfGeneric(element: TypeElement): Boolean =
            generateSequence<Element>(element) { it.enclosingElement.takeIf { _ -> Modifier.STATIC !in it.modifiers } }
                .drop(1).any { it is TypeElement && it.typeParameters.isNotEmpty() }

        /** Whether it is an object of Kotlin, of which there is one. */
        fun isSingleton(type: KmClass): Boolean =
            type.kind == ClassKind.OBJECT || type.kind == ClassKind.COMPANION_OBJECT
    }
}

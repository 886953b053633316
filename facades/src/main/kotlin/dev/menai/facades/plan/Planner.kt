package dev.menai.facades.plan

import dev.menai.facades.FacadeNames
import dev.menai.facades.model.HandleCalls
import dev.menai.facades.model.Receiver
import dev.menai.facades.read.Descriptors
import dev.menai.facades.read.KotlinMember
import dev.menai.facades.read.MemberKind
import dev.menai.facades.read.MemberReader
import dev.menai.facades.read.MetadataReader
import dev.menai.facades.read.ParameterRole
import dev.menai.facades.read.TypeReader
import dev.menai.facades.read.UncallableException
import dev.menai.facades.read.className
import dev.menai.facades.read.isPublic
import dev.menai.facades.read.parameterDescriptors
import dev.menai.facades.read.returnDescriptor
import dev.menai.facades.types.AllShapes
import dev.menai.facades.types.ClassType
import dev.menai.facades.types.FLOW
import dev.menai.facades.types.JavaNames
import dev.menai.facades.types.JavaType
import dev.menai.facades.types.Shape
import dev.menai.facades.types.Types
import dev.menai.facades.types.WildcardType
import dev.menai.facades.types.asGiven
import dev.menai.facades.types.asItem
import javax.lang.model.element.Element
import javax.lang.model.element.Modifier
import javax.lang.model.element.TypeElement
import javax.lang.model.type.DeclaredType
import javax.lang.model.type.ExecutableType
import javax.lang.model.type.TypeMirror
import javax.lang.model.util.ElementFilter
import javax.lang.model.util.Elements
import kotlin.metadata.KmType
import kotlin.metadata.isSuspend
import kotlin.metadata.isValue

private val COROUTINE_TYPES =
    setOf(FLOW, "kotlinx.coroutines.channels.ReceiveChannel", "kotlinx.coroutines.channels.SendChannel")
private const val SCOPE = "kotlinx.coroutines.CoroutineScope"

/** Plans how a facade calls a member, or finds that it cannot. */
internal class Planner(
    private val elements: Elements,
    private val types: TypeReader,
    private val metadata: MetadataReader,
    private val descriptors: Descriptors,
    private val members: MemberReader,
    private val shapes: AllShapes,
    private val calls: HandleCalls,
    /** The names of the facade's type parameters. */
    private val taken: Set<String>,
) {
    private val bare = BareValues(elements, types, metadata, shapes, calls)

    /** @throws UncallableException if Java cannot call it */
    fun plan(member: KotlinMember, receiver: Receiver, isExtension: Boolean = false): MemberPlan {
        val renamed = renamed(member)
        if (renamed.isEmpty()) return planned(member, receiver, isExtension)
        val renaming = Planner(elements, types.renaming(renamed), metadata, descriptors, members, shapes, calls, taken)
        return renaming.planned(member, receiver, isExtension)
    }

    /** Type parameters of a function that would hide those of the facade, which an inherited signature has. */
    private fun renamed(member: KotlinMember): Map<Element, String> {
        val declared = member.method?.typeParameters.orEmpty().associateWith { it.simpleName.toString() }
        val used = (taken + declared.values).toMutableSet()
        return declared.filterValues { it in taken }.mapValues { (_, name) ->
            generateSequence(2) { it + 1 }.map { name + it }.first(used::add)
        }
    }

    private fun planned(member: KotlinMember, receiver: Receiver, isExtension: Boolean): MemberPlan {
        member.obstacle?.let { throw UncallableException(it) }
        val method = checkNotNull(member.method) { "method of $member must be known when nothing stands in the way" }
        val type = checkNotNull(member.type) { "type of $member must be known when nothing stands in the way" }
        val isStatic = Modifier.STATIC in method.modifiers
        val isOfValueClass = isStatic && metadata.classFacts(member.owner)?.isValue == true
        val skipped = if (isOfValueClass) 1 else 0
        requireSameCount(member, type, skipped)
        val parameters = parameters(member, type, skipped, isExtension)
        val result = result(member, type)
        return MemberPlan(
            member,
            if (isStatic && !isOfValueClass) Receiver.Static(types.className(member.owner)) else receiver,
            parameters,
            result,
            if (member.kind == MemberKind.CONSTRUCTOR) {
                types.parameters(
                    member.owner.typeParameters,
                    metadata.classFacts(member.owner)?.typeParameters.orEmpty(),
                )
            } else {
                types.parameters(method.typeParameters, member.typeParameters)
            },
            if (member.isSuspend) emptyList() else type.thrownTypes.map { types.read(it, null) },
            type.thrownTypes.map { types.read(it, null) },
            needsHandle(member, type, skipped),
            if (isOfValueClass) bare.target(member.owner, type.parameterTypes.first()) else null,
            member.isSuspend && !takesContinuation(member, type.parameterTypes.last()),
            isOfCoroutines(member, type.returnType),
            types.className(member.owner),
            descriptors.binaryName(member.owner),
            descriptors.binaryName(member.defaultsOf?.owner ?: member.owner),
            isStatic,
            elements.isDeprecated(method),
        ).also(::requireSupported)
    }

    private fun requireSameCount(member: KotlinMember, type: ExecutableType, skipped: Int) {
        val expected = member.parameters.size + skipped + if (member.isSuspend) 1 else 0
        if (type.parameterTypes.size != expected) {
            throw UncallableException(
                "has ${type.parameterTypes.size} parameters in byte code, which do not match the $expected of Kotlin",
            )
        }
    }

    private fun parameters(
        member: KotlinMember,
        type: ExecutableType,
        skipped: Int,
        isExtension: Boolean,
    ): List<PlannedParameter> {
        val used = mutableSetOf(FacadeNames.CALLS) // which no parameter may hide
        val defaults = member.defaultsOf?.takeIf { of -> of.parameters.none { it.role == ParameterRole.CONTEXT } }
        var bit = 0
        return member.parameters.mapIndexed { index, parameter ->
            val mirror = type.parameterTypes[index + skipped]
            val place = if (parameter.role == ParameterRole.VALUE) bit++ else null
            val isAbsentable = defaults?.parameters?.getOrNull(index)?.hasDefault == true
            val isScope = (mirror as? DeclaredType)?.let { qualified(it) } == SCOPE
            PlannedParameter(
                JavaNames.unused(JavaNames.identifier(parameter.name), used),
                parameterShape(mirror, parameter.type),
                if (mirror.kind.isPrimitive) mirror.kind.name.lowercase() else null,
                isScope,
                isExtension && parameter.role == ParameterRole.RECEIVER,
                place.takeIf { !isScope && isAbsentable },
                parameter.isVararg,
                if (isAbsentable) boxedByDefaults(defaults, index, skipped) else null,
            )
        }
    }

    private fun boxedByDefaults(declared: KotlinMember, index: Int, skipped: Int): BoxedArgument? =
        bare.boxedByDefaults(
            declared.parameters[index].type,
            parameterDescriptors(declared.descriptor)[index + skipped],
        )

    private fun parameterShape(mirror: TypeMirror, kotlin: KmType): Shape {
        if (kotlin.className == "kotlin/Result" && descriptors.of(mirror) == "Ljava/lang/Object;") {
            return bare.takenResult(kotlin)
        }
        return bare.taken(kotlin, descriptors.of(mirror)) ?: shapes.toKotlin(types.read(mirror, kotlin))
    }

    private fun result(member: KotlinMember, type: ExecutableType): PlannedResult = when {
        member.isSuspend -> suspended(member, type)

        member.kind == MemberKind.CONSTRUCTOR -> {
            val made = types.read(member.owner.asType(), null)
            PlannedResult.Immediate(made, shapes.toJava(made))
        }

        else -> immediate(member, type.returnType)
    }

    private fun immediate(member: KotlinMember, mirror: TypeMirror): PlannedResult {
        val kotlin = member.returnType
        val descriptor = returnDescriptor(member.descriptor)
        if (kotlin != null && descriptor == "Ljava/lang/Object;" && kotlin.className == "kotlin/Result") {
            return PlannedResult.Immediate(Types.OBJECT, bare.result(kotlin), isBare = true)
        }
        val read = types.read(mirror, kotlin)
        val bareShape = kotlin?.let { bare.handedOut(it, descriptor) }
        return PlannedResult.Immediate(read, bareShape ?: shapes.toJava(read), bareShape != null)
    }

    private fun suspended(member: KotlinMember, type: ExecutableType): PlannedResult {
        val kotlin = checkNotNull(member.returnType) { "return type of $member must be known" }
        if (kotlin.className == "kotlin/Nothing") {
            return PlannedResult.Suspended(
                PlannedResult.Maker.CALL,
                Types.VOID,
                Shape(Types.VOID),
                Types.future(Types.VOID),
            )
        }
        val read = types.resultOf(member, type)
        if (kotlin.className == "kotlin/Unit" && !read.nullable) {
            return PlannedResult.Suspended(PlannedResult.Maker.RUN, read, Shape(Types.VOID), Types.future(Types.VOID))
        }
        if (kotlin.className == "kotlin/Result" && read is ClassType) {
            val item = read.arguments.single().asItem()
            val value = item.withNullness(item.nullable || read.nullable)
            return PlannedResult.Suspended(PlannedResult.Maker.CALL_RESULT, value, Shape(value), Types.future(value))
        }
        val valueClass = bare.constant(kotlin)
        val shape = shapes.toJava(read)
        val maker = if (valueClass == null) PlannedResult.Maker.CALL else PlannedResult.Maker.CALL_VALUE
        val isNullInside = !read.nullable && bare.mayHoldNull(kotlin)
        return PlannedResult.Suspended(maker, read, shape, Types.future(shape.facade), valueClass, isNullInside)
    }

    /** Mangled names, words of Java, owners that cannot be named, and what throws anything are out of reach of source. */
    private fun needsHandle(member: KotlinMember, type: ExecutableType, skipped: Int): Boolean {
        if (member.isSuspend && type.thrownTypes.any { "$it" == "java.lang.Throwable" || "$it" == "java.lang.Error" }) {
            return true
        }
        if (member.isHidden) return true
        if (member.kind == MemberKind.CONSTRUCTOR) {
            // one that takes value classes is private, also if they stand as objects in it
            if (Modifier.PUBLIC !in member.method!!.modifiers) return true
        } else if (!JavaNames.isIdentifier(member.jvmName)) {
            return true
        }
        if (!types.className(member.owner).isNameable || !member.owner.isPublic()) return true
        if (isAmbiguous(member) || (type.parameterTypes + type.returnType).any(types::isRaw)) return true
        return member.parameters.withIndex().any { (index, parameter) ->
            bare.isBare(parameter.type, descriptors.of(type.parameterTypes[index + skipped]))
        }
    }

    /** Whether another method differs in the type of its result only, which byte code allows and Java does not. */
    private fun isAmbiguous(member: KotlinMember): Boolean =
        ElementFilter.methodsIn(member.owner.enclosedElements).any {
            it != member.method && it.simpleName.contentEquals(member.jvmName) &&
                descriptors.of(it).substringBefore(')') == member.descriptor.substringBefore(')')
        }

    private fun isOfCoroutines(member: KotlinMember, returned: TypeMirror): Boolean =
        member.isSuspend || member.parameters.any { it.type.isSuspend } ||
            ((returned as? DeclaredType)?.asElement() as TypeElement?)?.let(members::supertypes).orEmpty()
                .any { it.qualifiedName.toString() in COROUTINE_TYPES }

    private fun requireSupported(plan: MemberPlan) {
        val result = plan.result as? PlannedResult.Suspended ?: return
        val hasScope = plan.parameters.any { it.isScope }
        if (hasScope &&
            (result.maker == PlannedResult.Maker.CALL_VALUE || result.maker == PlannedResult.Maker.CALL_RESULT)
        ) {
            throw UncallableException("needs a coroutine scope and returns a value class; call it from Kotlin")
        }
    }

    /** Whether a continuation of the result as the facade has it can be given as it is. */
    private fun takesContinuation(member: KotlinMember, mirror: TypeMirror): Boolean {
        val argument = (mirror as DeclaredType).typeArguments.singleOrNull() ?: return true
        val read = types.read(argument, member.returnType)
        val result = read.asGiven()
        return read is WildcardType && (read.isSuper || read.bound == null) &&
            withoutVariance(result, member.returnType) == result
    }

    private fun qualified(type: DeclaredType): String = (type.asElement() as TypeElement).qualifiedName.toString()
}

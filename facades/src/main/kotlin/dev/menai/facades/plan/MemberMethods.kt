package dev.menai.facades.plan

import dev.menai.facades.model.HandleCalls
import dev.menai.facades.model.JavaMethod
import dev.menai.facades.model.JavaParameter
import dev.menai.facades.model.Option
import dev.menai.facades.model.OptionsClass
import dev.menai.facades.read.MemberKind
import dev.menai.facades.read.ParameterRole
import dev.menai.facades.types.ArrayOf
import dev.menai.facades.types.ClassName
import dev.menai.facades.types.ClassType
import dev.menai.facades.types.JavaNames
import dev.menai.facades.types.JavaType
import dev.menai.facades.types.Names
import dev.menai.facades.types.PrimitiveType
import dev.menai.facades.types.TypeParameter
import dev.menai.facades.types.Types
import dev.menai.facades.types.VariableType
import dev.menai.facades.types.WildcardType
import dev.menai.facades.types.isReifiable

/** The methods of a facade for one member: one, or several if arguments may be absent. */
internal class MemberMethods(
    private val plan: MemberPlan,
    calls: HandleCalls,
    /** The type parameters of the facade, which those of its instances see. */
    private val facadeParameters: List<TypeParameter>,
) {
    private val member = plan.member
    private val masks = (member.parameters.count { it.role == ParameterRole.VALUE } + 31) / 32

    private val body = MemberBody(plan, calls, masks)

    /** The name that the methods have unless another member has taken it. */
    val name: String =
        when {
            member.kind == MemberKind.CONSTRUCTOR -> "create"

            JavaNames.isIdentifier(member.jvmName) -> member.jvmName

            member.kind != MemberKind.FUNCTION && JavaNames.isIdentifier(member.jvmName.substringBefore('-')) ->
                member.jvmName.substringBefore('-')

            else -> JavaNames.identifier(member.name)
        }

    /** Returns the method with all arguments, which there is unless many may be absent. */
    fun full(name: String): JavaMethod? = if (plan.optional.size >
        1
    ) {
        null
    } else {
        method(name, given(plan.parameters), "") { names -> body.write(names, null) }
    }

    /** Returns the method without the arguments that may be absent, if there are such. */
    fun short(name: String): JavaMethod? = if (plan.optional.isEmpty()) {
        null
    } else {
        method(name, given(plan.required), " with the defaults of Kotlin") { names ->
            body.write(names, defaultMasks())
        }
    }

    /** Returns the class of the arguments that may be absent, if they are many. */
    fun options(method: String, className: String): OptionsClass? {
        if (plan.optional.size < 2) return null
        val options =
            plan.optional.map { parameter ->
                Option(parameter.name, parameter.shape.facade, parameter.primitive, parameter.bit!!) {
                        names,
                        variable,
                    ->
                    (parameter.boxed?.shape ?: parameter.shape).convert(names, variable)
                }
            }
        val generic = if (options.any { mentionsVariable(it.type) }) visibleParameters() else emptyList()
        return OptionsClass(className, generic, method, options, masks)
    }

    /** Returns the method that is given the arguments of [options]. */
    fun withOptions(name: String, options: OptionsClass): JavaMethod {
        val type =
            ClassType(
                ClassName("", listOf(options.name)),
                options.typeParameters.map { VariableType(it.name, Types.OBJECT) },
            )
        val consumer = JavaParameter(unused("options"), Types.named("java.util.function.Consumer", type))
        return method(
            name,
            given(plan.required).map { JavaParameter(it.name, it.type) } + consumer,
            " with the given arguments, and defaults for the others",
        ) { names ->
            val given = names.fresh("given")
            names.within(listOf(given)) {
                val diamond = if (type.arguments.isEmpty()) "" else "<>"
                listOf(
                    "${names.of(type)} $given = new ${options.name}$diamond();",
                    "${consumer.name}.accept($given);",
                ) + body.write(names, Absence(List(masks) { "$given.${options.mask(it)}" }, given))
            }
        }
    }

    private fun method(
        name: String,
        parameters: List<JavaParameter>,
        how: String,
        body: (Names) -> List<String>,
    ): JavaMethod = JavaMethod(
        name,
        parameters,
        plan.result.facade,
        plan.typeParameters,
        plan.thrown,
        !plan.isOfInstance,
        plan.deprecated,
        plan.parameters.any { it.isTarget },
        { names -> doc(names, how) },
        { names -> names.within(parameters.map { it.name }) { body(names) } },
    )

    private fun doc(names: Names, how: String): List<String> {
        val verb =
            when {
                plan.isSuspend -> "Calls"
                member.kind == MemberKind.GETTER -> "Returns"
                member.kind == MemberKind.SETTER -> "Sets"
                member.kind == MemberKind.CONSTRUCTOR -> "Creates"
                else -> "Calls"
            }
        val what =
            when {
                !plan.owner.isNameable -> "{@code ${member.name}} of {@code ${plan.owner.canonical}}"
                member.kind == MemberKind.CONSTRUCTOR -> "{@link ${names.of(plan.owner)}}"
                plan.needsHandle -> "{@code ${member.name}} of {@link ${names.of(plan.owner)}}"
                else -> "{@link ${names.of(plan.owner)}#${member.jvmName}}"
            }
        val scope = if (plan.parameters.any {
                it.isScope
            }
        ) {
            listOf("The coroutine scope is that of the current loop.")
        } else {
            emptyList()
        }
        return listOf("$verb $what$how.") + scope +
            if (plan.deprecated) listOf("@deprecated as it is in Kotlin") else emptyList()
    }

    private fun given(parameters: List<PlannedParameter>): List<JavaParameter> {
        val shown = parameters.filter { it.isShown }
        return shown.mapIndexed { index, parameter ->
            val type = parameter.shape.facade
            val isVararg = parameter.isVararg && index == shown.lastIndex && type is ArrayOf && type.isReifiable()
            JavaParameter(parameter.name, type, isVararg && !type.nullable)
        }
    }

    private fun defaultMasks(): Absence = Absence(
        List(masks) { mask ->
            val bits = plan.optional.mapNotNull { it.bit }.filter { it / 32 == mask }
            maskLiteral(bits.fold(0) { all, bit -> all or (1 shl bit % 32) })
        },
        null,
    )

    private fun visibleParameters(): List<TypeParameter> =
        (if (plan.isOfInstance) facadeParameters else emptyList()) + plan.typeParameters

    private fun mentionsVariable(type: JavaType): Boolean = when (type) {
        is VariableType -> true
        is ClassType -> type.arguments.any(::mentionsVariable)
        is ArrayOf -> mentionsVariable(type.component)
        is WildcardType -> type.bound?.let(::mentionsVariable) ?: false
        is PrimitiveType -> false
    }

    private fun unused(name: String): String =
        generateSequence(name) { it + "_" }.first { candidate -> plan.parameters.none { it.name == candidate } }
}

/** The literal of a mask, with the bits shown while they are few. */
internal fun maskLiteral(bits: Int): String =
    if (bits in 0..0xFFFF) "0b" + Integer.toBinaryString(bits) else "0x" + Integer.toHexString(bits)

package dev.menai.facades.plan

import dev.menai.facades.read.JavaNames
import dev.menai.facades.read.MemberKind
import dev.menai.facades.read.ParameterRole
import dev.menai.facades.types.ArrayOf
import dev.menai.facades.types.ClassName
import dev.menai.facades.types.ClassType
import dev.menai.facades.types.FACADE_CALLS
import dev.menai.facades.types.JavaType
import dev.menai.facades.types.PrimitiveType
import dev.menai.facades.types.TypeParameter
import dev.menai.facades.types.Types
import dev.menai.facades.types.VariableType
import dev.menai.facades.types.WildcardType
import dev.menai.facades.types.boxed
import dev.menai.facades.types.isReifiable
import dev.menai.facades.types.notNullLambda
import dev.menai.facades.write.HandleCalls
import dev.menai.facades.write.JavaMethod
import dev.menai.facades.write.JavaParameter
import dev.menai.facades.write.Names
import dev.menai.facades.write.Option
import dev.menai.facades.write.OptionsClass
import dev.menai.facades.write.Receiver
import dev.menai.facades.write.directCall
import dev.menai.facades.write.expression
import dev.menai.facades.write.isVoid

private const val COROUTINES = "dev.menai.kotlin.Coroutines"

/** The methods of a facade for one member: one, or several if arguments may be absent. */
internal class MemberMethods(
    private val plan: MemberPlan,
    private val calls: HandleCalls,
    /** The type parameters of the facade, which those of its instances see. */
    private val facadeParameters: List<TypeParameter>,
) {
    private val member = plan.member
    private val masks = (member.parameters.count { it.role == ParameterRole.VALUE } + 31) / 32

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
    fun full(name: String): JavaMethod? =
        if (plan.optional.size > 1) null else method(name, given(plan.parameters), "") { names -> body(names, null) }

    /** Returns the method without the arguments that may be absent, if there are such. */
    fun short(name: String): JavaMethod? = if (plan.optional.isEmpty()) {
        null
    } else {
        method(name, given(plan.required), " with the defaults of Kotlin") { names ->
            body(names, absent(emptyList()))
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
                    parameter.shape.convert(names, variable)
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
            given(plan.required) + consumer,
            " with the given arguments, and defaults for the others",
        ) { names ->
            val given = names.fresh("given")
            names.within(listOf(given)) {
                val diamond = if (type.arguments.isEmpty()) "" else "<>"
                listOf(
                    "${names.of(type)} $given = new ${options.name}$diamond();",
                    "${consumer.name}.accept($given);",
                ) + body(names, absent(List(masks) { if (masks == 1) "$given.absent" else "$given.absent$it" }, given))
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
        val owner = names.of(plan.owner)
        val what =
            when {
                member.kind == MemberKind.CONSTRUCTOR -> "{@link $owner}"
                plan.needsHandle -> "{@code ${member.name}} of {@link $owner}"
                else -> "{@link $owner#${member.jvmName}}"
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

    /** What stands for the absent arguments: from fields of [options], or as nothing. */
    private class Absence(val masks: List<String>, val options: String?)

    private fun absent(masks: List<String>, options: String? = null): Absence = if (masks.isNotEmpty()) {
        Absence(masks, options)
    } else {
        Absence(
            List(this.masks) { mask ->
                val bits = plan.optional.filter { it.bit!! / 32 == mask }.fold(0) { all, it ->
                    all or
                        (1 shl it.bit!! % 32)
                }
                maskLiteral(bits)
            },
            null,
        )
    }

    private fun body(names: Names, absence: Absence?): List<String> = when (val result = plan.result) {
        is PlannedResult.Immediate -> immediate(names, result, absence)
        is PlannedResult.Suspended -> listOf(suspended(names, result, absence))
    }

    private fun immediate(names: Names, result: PlannedResult.Immediate, absence: Absence?): List<String> {
        val scopes = plan.parameters.filter { it.isScope }
        val scope =
            if (scopes.isEmpty()) null else "${names.of(COROUTINES)}.scope(${names.of(FACADE_CALLS)}.loop())"
        val call = call(names, absence, null, scope)
        if (result.kotlin.isVoid()) return listOf("$call;")
        val isHandle = plan.needsHandle || absence != null
        val value = if (isHandle && !result.isBare) cast(names, result.kotlin, call) else call
        val convert = result.shape.conversion ?: return listOf("return $value;")
        if (result.shape.facade.nullable) {
            return listOf("return ${names.of(FACADE_CALLS)}.mapped($value, ${result.shape.notNullLambda(names)});")
        }
        return listOf("return ${convert(names, value)};")
    }

    private fun suspended(names: Names, result: PlannedResult.Suspended, absence: Absence?): String {
        val continuation = names.fresh("continuation")
        val hasScope = plan.parameters.any { it.isScope }
        val scope = names.fresh("scope").takeIf { hasScope }
        val head = if (hasScope) "($scope, $continuation)" else continuation
        val lambda =
            names.within(listOfNotNull(continuation, scope)) { "$head -> ${call(names, absence, continuation, scope)}" }
        val suspend = names.of("dev.menai.kotlin.Suspend")
        val type = names.of(result.kotlin.boxed())
        return when {
            result.maker == PlannedResult.Maker.RUN && hasScope ->
                "return $suspend.<$type>call($lambda).thenApply(${names.fresh("unit")} -> null);"

            result.maker == PlannedResult.Maker.RUN -> "return $suspend.run($lambda);"

            result.maker == PlannedResult.Maker.CALL_RESULT -> "return $suspend.callResult($lambda);"

            result.maker == PlannedResult.Maker.CALL_VALUE ->
                "return $suspend.callValue(${valueClass(names, result)}, $lambda)" + applied(names, result) + ";"

            result.shape.conversion == null -> "return $suspend.call($lambda);"

            else -> "return $suspend.<$type>call($lambda)" + applied(names, result) + ";"
        }
    }

    /** The constant of a generic class has wildcards, which the type of the result need not have. */
    private fun valueClass(names: Names, result: PlannedResult.Suspended): String {
        val constant = checkNotNull(result.valueClass) { "value class of ${member.name} must be known" }(names)
        if ((result.kotlin as? ClassType)?.arguments.isNullOrEmpty()) return constant
        val type = Types.named("dev.menai.kotlin.ValueClass", result.kotlin)
        return "${names.of(FACADE_CALLS)}.<${names.of(type.withNullness(false))}>cast($constant)"
    }

    private fun applied(names: Names, result: PlannedResult.Suspended): String =
        result.shape.lambda(names)?.let { ".thenApply($it)" } ?: ""

    private fun call(names: Names, absence: Absence?, continuation: String?, scope: String?): String {
        val arguments =
            plan.parameters.map { parameter ->
                when {
                    parameter.isScope -> scope!!

                    parameter.isTarget -> Receiver.Target.expression(names)!!

                    absence != null && parameter.bit != null ->
                        absence.options?.let { "$it.${parameter.name}" } ?: zero(parameter.primitive)

                    else -> parameter.shape.convert(names, parameter.name)
                }
            }
        val isHandle = plan.needsHandle || absence != null
        val end =
            if (continuation != null && plan.exactContinuation && !isHandle) {
                "${names.of(FACADE_CALLS)}.continuation($continuation)"
            } else {
                continuation
            }
        val all = listOfNotNull(plan.unboxedTarget?.invoke(names)) + arguments + listOfNotNull(end)
        if (!isHandle) return directCall(names, member, plan.receiver, all, plan.typeParameters.map { it.name })
        val handle =
            if (absence == null) {
                calls.function(member, plan.ownerName, plan.isStatic)
            } else {
                val declared = member.defaultsOf!!
                calls.defaults(declared, plan.defaultsOwnerName, plan.isStatic, masks)
            }
        val on = if (plan.isStatic) null else plan.receiver.expression(names)
        return "Calls.${handle.name}" +
            (listOfNotNull(on) + all + absence?.masks.orEmpty()).joinToString(", ", "(", ")")
    }

    /** An expression of type `Object` as one of [type]. */
    private fun cast(names: Names, type: JavaType, expression: String): String = when {
        type is PrimitiveType -> expression
        type.withNullness(false) == Types.OBJECT -> expression
        else -> "${names.of(FACADE_CALLS)}.<${names.of(type)}>cast($expression)"
    }

    private fun zero(primitive: String?): String = when (primitive) {
        null -> "null"
        "boolean" -> "false"
        "byte", "short", "char" -> "($primitive) 0"
        "long" -> "0L"
        "float" -> "0f"
        "double" -> "0.0"
        else -> "0"
    }

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

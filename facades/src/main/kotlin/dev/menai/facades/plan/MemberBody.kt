package dev.menai.facades.plan

import dev.menai.facades.model.HandleCalls
import dev.menai.facades.model.Receiver
import dev.menai.facades.model.directCall
import dev.menai.facades.model.expression
import dev.menai.facades.model.isVoid
import dev.menai.facades.read.parameterDescriptors
import dev.menai.facades.read.returnDescriptor
import dev.menai.facades.types.ClassType
import dev.menai.facades.types.FACADE_CALLS
import dev.menai.facades.types.JavaType
import dev.menai.facades.types.Names
import dev.menai.facades.types.PrimitiveType
import dev.menai.facades.types.Types
import dev.menai.facades.types.boxed
import dev.menai.facades.types.notNullLambda

private const val COROUTINES = "dev.menai.kotlin.Coroutines"

/** What stands for absent arguments: their masks, and the variable with the options, if there is one. */
internal class Absence(val masks: List<String>, val options: String?)

/** Writes the bodies of the methods for one member. */
internal class MemberBody(
    private val plan: MemberPlan,
    private val calls: HandleCalls,
    /** How many masks of absent arguments the function takes. */
    private val masks: Int,
) {
    private val member = plan.member

    /** Writes the statements; [absence] tells of arguments that are left out, if the call may do that. */
    fun write(names: Names, absence: Absence?): List<String> = when (val result = plan.result) {
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
                "return ${converted(names, "$suspend.<$type>call($lambda)", "${names.fresh("unit")} -> null")};"

            result.maker == PlannedResult.Maker.RUN -> "return $suspend.run($lambda);"

            result.maker == PlannedResult.Maker.CALL_RESULT -> "return $suspend.callResult($lambda);"

            result.maker == PlannedResult.Maker.CALL_VALUE ->
                "return ${applied(names, result, "${caller(names, result)}(${valueClass(names, result)}, $lambda)")};"

            result.shape.conversion == null -> "return $suspend.call($lambda);"

            else -> "return ${applied(names, result, "$suspend.<$type>call($lambda)")};"
        }
    }

    private fun caller(names: Names, result: PlannedResult.Suspended): String = if (result.isNullInside) {
        names.of(FACADE_CALLS) + ".callPresentValue"
    } else {
        names.of("dev.menai.kotlin.Suspend") + ".callValue"
    }

    /** The constant of a generic class has wildcards, which the type of the result need not have. */
    private fun valueClass(names: Names, result: PlannedResult.Suspended): String {
        val constant = checkNotNull(result.valueClass) { "value class of ${member.name} must be known" }(names)
        if ((result.kotlin as? ClassType)?.arguments.isNullOrEmpty()) return constant
        val type = Types.named("dev.menai.kotlin.ValueClass", result.kotlin)
        return "${names.of(FACADE_CALLS)}.<${names.of(type.withNullness(false))}>cast($constant)"
    }

    private fun applied(names: Names, result: PlannedResult.Suspended, call: String): String =
        result.shape.lambda(names)?.let { converted(names, call, it) } ?: call

    private fun converted(names: Names, call: String, conversion: String) =
        "${names.of(FACADE_CALLS)}.converted($call, $conversion)"

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
                calls.defaults(declared, plan.defaultsOwnerName, plan.isStatic, masks, defaultsDescriptor())
            }
        val on = if (plan.isStatic) null else plan.receiver.expression(names)
        return "Calls.${handle.name}" +
            (listOfNotNull(on) + all + absence?.masks.orEmpty()).joinToString(", ", "(", ")")
    }

    /** The descriptor of the function with the defaults, as `$default` has it before its masks. */
    private fun defaultsDescriptor(): String {
        val descriptor = member.defaultsOf!!.descriptor
        val all = parameterDescriptors(descriptor)
        val skipped = if (plan.unboxedTarget == null) 0 else 1
        val taken = all.mapIndexed { at, bare -> plan.parameters.getOrNull(at - skipped)?.boxed?.descriptor ?: bare }
        return taken.joinToString("", "(", ")") + returnDescriptor(descriptor)
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
}

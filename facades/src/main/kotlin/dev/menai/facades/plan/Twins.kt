package dev.menai.facades.plan

import dev.menai.facades.model.JavaMethod
import dev.menai.facades.model.isVoid
import dev.menai.facades.types.ClassType
import dev.menai.facades.types.FACADE_CALLS
import dev.menai.facades.types.JavaType
import dev.menai.facades.types.Names
import dev.menai.facades.types.PrimitiveType
import dev.menai.facades.types.Types

/** The forms of suspend functions that are wanted beside the one that returns a future. */
internal data class Twins(val blocking: Boolean = false, val linear: Boolean = false) {
    operator fun plus(other: Twins): Twins = Twins(blocking || other.blocking, linear || other.linear)

    /** Returns the forms of [method], which returns a future that fails with [failures] among others. */
    fun of(method: JavaMethod, failures: List<JavaType>): List<JavaMethod> = listOfNotNull(
        if (blocking) {
            val thrown = (failures + Types.named("java.lang.InterruptedException")).distinct()
            twin(method, "Blocking", thrown, "and waits for its end, which blocks the thread") { names, future ->
                "${names.of(FACADE_CALLS)}.joined($future)"
            }
        } else {
            null
        },
        if (linear) {
            twin(method, "Await", failures, "and awaits it, in a linear body") { names, future ->
                "${names.of("dev.menai.Asyncio")}.await($future)"
            }
        } else {
            null
        },
    )

    private fun twin(
        method: JavaMethod,
        suffix: String,
        thrown: List<JavaType>,
        how: String,
        wait: (Names, String) -> String,
    ): JavaMethod {
        val value = (method.returnType as ClassType).arguments.single()
        val isVoid = value.withNullness(true) == Types.VOID
        return JavaMethod(
            method.name + suffix,
            method.parameters,
            if (isVoid) PrimitiveType("void") else value,
            method.typeParameters,
            thrown,
            method.isStatic,
            method.deprecated,
            method.isExtension,
            { listOf("Calls {@code ${method.name}} $how.") + method.doc(it).filter { line -> line.startsWith("@") } },
        ) { names ->
            val arguments = method.parameters.joinToString(", ", "(", ")") { it.name }
            val witness =
                if (method.typeParameters.isEmpty()) {
                    ""
                } else {
                    method.typeParameters.joinToString(", ", "<", ">") {
                        it.name
                    }
                }
            val on = if (witness.isEmpty()) {
                ""
            } else if (method.isStatic) {
                "${names.own}."
            } else {
                "this."
            }
            listOf((if (isVoid) "" else "return ") + wait(names, "$on$witness${method.name}$arguments") + ";")
        }
    }
}

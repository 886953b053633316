package dev.menai.facades.model

import dev.menai.facades.read.KotlinMember
import dev.menai.facades.read.MemberKind
import dev.menai.facades.read.parameterDescriptors
import dev.menai.facades.read.returnDescriptor
import dev.menai.facades.types.ClassName
import dev.menai.facades.types.JavaNames
import dev.menai.facades.types.JavaType
import dev.menai.facades.types.Names
import dev.menai.facades.types.PrimitiveType

/** On what a member is called. */
internal sealed interface Receiver {
    /** On the object that the facade wraps. */
    data object Target : Receiver

    /** On a singleton: an `object` of Kotlin, or a companion. */
    class Singleton(val owner: ClassName, val field: String) : Receiver

    /** On nothing: a function of a file, or a constructor. */
    class Static(val owner: ClassName) : Receiver
}

/** Writes the receiver as an expression, or null if there is none. */
internal fun Receiver.expression(names: Names): String? = when (this) {
    Receiver.Target -> if ("target" in names.variables) "this.target" else "target"
    is Receiver.Singleton -> names.of(owner) + "." + field
    is Receiver.Static -> null
}

/** Writes a call that Java can express. */
internal fun directCall(
    names: Names,
    member: KotlinMember,
    receiver: Receiver,
    arguments: List<String>,
    typeArguments: List<String>,
): String {
    val list = arguments.joinToString(", ", "(", ")")
    if (member.kind == MemberKind.CONSTRUCTOR) {
        val owner = names.of((receiver as Receiver.Static).owner)
        return "new $owner" + (if (typeArguments.isEmpty()) "" else typeArguments.joinToString(", ", "<", ">")) + list
    }
    val on = receiver.expression(names) ?: names.of((receiver as Receiver.Static).owner)
    val witness = if (typeArguments.isEmpty()) "" else typeArguments.joinToString(", ", "<", ">")
    return "$on.$witness${member.jvmName}$list"
}

/** The constant of a value class, in its holder. */
internal const val VALUE_CLASS = "VALUE_CLASS"

/** The calls of a facade that go through method handles, each under a name of its own. */
internal class HandleCalls {
    private val calls = LinkedHashMap<String, HandleCall>()

    /** The value classes of which the facade makes or reads objects, by the class that holds the constant of each. */
    val valueClasses = LinkedHashMap<String, ClassName>()

    private val constants = hashSetOf<String>()

    /** Those of the value classes that have type parameters. */
    val generic = hashSetOf<ClassName>()

    val all: Collection<HandleCall> get() = calls.values

    val isEmpty: Boolean get() = calls.isEmpty() && valueClasses.isEmpty()

    /** Returns the call of a method whose name Java cannot write, or that it cannot see. */
    fun function(member: KotlinMember, owner: String, isStatic: Boolean): HandleCall {
        val isConstructor = member.kind == MemberKind.CONSTRUCTOR
        val parameters = parameterDescriptors(member.descriptor).map(::erased)
        return add(
            member,
            member.name,
            when {
                isConstructor -> "constructor"
                isStatic -> "staticFunction"
                else -> "function"
            },
            owner,
            member.jvmName,
            member.descriptor,
            if (isStatic || isConstructor) parameters else listOf("Object") + parameters,
            if (isConstructor) "Object" else erased(returnDescriptor(member.descriptor)),
        )
    }

    /** Returns the call of a function of which arguments are absent. */
    fun defaults(member: KotlinMember, owner: String, isStatic: Boolean, masks: Int, descriptor: String): HandleCall {
        val parameters = parameterDescriptors(descriptor).map(::erased) + List(masks) { "int" }
        val isConstructor = member.kind == MemberKind.CONSTRUCTOR
        return add(
            member,
            member.name + "WithDefaults",
            if (isConstructor) {
                "constructorWithDefaults"
            } else if (isStatic) {
                "staticWithDefaults"
            } else {
                "withDefaults"
            },
            owner,
            member.jvmName,
            descriptor,
            if (isStatic || isConstructor) parameters else listOf("Object") + parameters,
            if (isConstructor) "Object" else erased(returnDescriptor(descriptor)),
            masks,
        )
    }

    /** Returns the constant of a value class, which has a class of its own: a missing one must not cost the others. */
    fun valueClass(name: ClassName, isGeneric: Boolean): String {
        if (isGeneric) generic += name
        val known = valueClasses.entries.firstOrNull { it.value == name }?.key
        val holder = known ?: unused(name.simpleNames.joinToString("") + "Holder") { it in valueClasses }
        valueClasses[holder] = name
        return "$holder.$VALUE_CLASS"
    }

    private fun add(
        member: KotlinMember,
        name: String,
        factory: String,
        owner: String,
        jvmName: String,
        descriptor: String,
        parameters: List<String>,
        returns: String,
        masks: Int = 0,
    ): HandleCall {
        val known =
            calls.values.firstOrNull {
                it.owner == owner && it.jvmName == jvmName && it.descriptor == descriptor && it.factory == factory
            }
        if (known != null) return known
        val signature = parameters.joinToString(",", "(", ")") { if (it == "Object") "java.lang.Object" else it }
        val unique = unused(JavaNames.identifier(name)) { it in calls || JavaNames.isOfObject(it + signature) }
        val constant = unusedConstant(unique)
        val names = names(member, parameters.size, masks)
        return HandleCall(unique, constant, factory, owner, jvmName, descriptor, parameters, names, returns, masks)
            .also { calls[unique] = it }
    }

    /** What the parameters are called: an instance, those of Kotlin, the continuation, the masks. */
    private fun names(member: KotlinMember, count: Int, masks: Int): List<String> {
        val end =
            listOf("continuation").filter { member.isSuspend } +
                (if (masks == 1) listOf("absent") else List(masks) { "absent$it" })
        val given = member.parameters.map { JavaNames.identifier(it.name) }
        val all = List(count - given.size - end.size) { "target" } + given + end
        val used = mutableSetOf<String>()
        return all.map { name -> generateSequence(name) { it + "_" }.first { used.add(it) } }
    }

    private fun unusedConstant(name: String): String =
        unused(JavaNames.constant(name)) { it in constants }.also { constants += it }

    private fun unused(name: String, isUsed: (String) -> Boolean): String =
        if (!isUsed(name)) name else generateSequence(2) { it + 1 }.map { name + it }.first { !isUsed(it) }

    private fun erased(descriptor: String): String = when (descriptor) {
        "Z" -> "boolean"
        "B" -> "byte"
        "S" -> "short"
        "I" -> "int"
        "J" -> "long"
        "C" -> "char"
        "F" -> "float"
        "D" -> "double"
        "V" -> "void"
        else -> "Object"
    }
}

/** Whether a type is a primitive of the descriptor. */
internal fun JavaType.isVoid(): Boolean = this is PrimitiveType && name == "void"

package dev.menai.facades.plan

import dev.menai.facades.model.HandleCalls
import dev.menai.facades.model.JavaMethod
import dev.menai.facades.model.JavaParameter
import dev.menai.facades.read.Descriptors
import dev.menai.facades.read.KotlinMember
import dev.menai.facades.read.MetadataReader
import dev.menai.facades.read.TypeReader
import dev.menai.facades.read.UncallableException
import dev.menai.facades.read.className
import dev.menai.facades.types.AllShapes
import dev.menai.facades.types.ArrayOf
import dev.menai.facades.types.ClassType
import dev.menai.facades.types.FLOW
import dev.menai.facades.types.ITERABLE
import dev.menai.facades.types.JavaNames
import dev.menai.facades.types.JavaType
import dev.menai.facades.types.Names
import dev.menai.facades.types.PrimitiveType
import dev.menai.facades.types.Types
import dev.menai.facades.types.asItem
import dev.menai.facades.types.boxed
import dev.menai.facades.types.isReifiable
import javax.lang.model.element.ExecutableElement
import javax.lang.model.element.TypeElement
import javax.lang.model.type.ExecutableType
import javax.lang.model.type.TypeMirror
import javax.lang.model.util.Elements
import kotlin.metadata.KmType

private const val OBJECT = "Ljava/lang/Object;"

/** The methods by which Java implements members of Kotlin interfaces, in the types that `Facades.implement` takes. */
internal class AbstractMethods(
    elements: Elements,
    private val types: TypeReader,
    metadata: MetadataReader,
    private val descriptors: Descriptors,
) {
    private val bare = BareValues(elements, types, metadata, AllShapes(emptyMap()), HandleCalls())

    /** @throws UncallableException if Java source cannot have it */
    fun of(member: KotlinMember): JavaMethod {
        member.obstacle?.let { throw UncallableException(it) }
        val method = checkNotNull(member.method) { "method of $member must be known when nothing stands in the way" }
        val type = checkNotNull(member.type) { "type of $member must be known when nothing stands in the way" }
        return JavaMethod(
            nameOf(member.jvmName.substringBefore('-')),
            parameters(member, type),
            if (member.isSuspend) future(member, type) else plain(member, type.returnType),
            types.parameters(method.typeParameters, member.typeParameters),
            if (member.isSuspend) emptyList() else type.thrownTypes.map { types.read(it, null) },
            doc = { doc(it, member) },
        )
    }

    /** Returns what stands for a method of an interface of Java: the same. */
    fun of(method: ExecutableElement, type: ExecutableType): JavaMethod = JavaMethod(
        nameOf("${method.simpleName}"),
        method.parameters.zip(type.parameterTypes) { parameter, mirror ->
            JavaParameter(JavaNames.identifier("${parameter.simpleName}"), types.read(mirror, null))
        },
        types.read(type.returnType, null),
        types.parameters(method.typeParameters, emptyList()),
        type.thrownTypes.map { types.read(it, null) },
        doc = { names ->
            val owner = names.of(types.className(method.enclosingElement as TypeElement))
            listOf("Implements {@link $owner#${method.simpleName}}.")
        },
    )

    private fun nameOf(name: String): String = name.takeIf(JavaNames::isIdentifier)
        ?: throw UncallableException("has a name that Java source cannot write")

    private fun parameters(member: KotlinMember, type: ExecutableType): List<JavaParameter> {
        val used = mutableSetOf<String>()
        return member.parameters.mapIndexed { index, parameter ->
            val taken = taken(type.parameterTypes[index], parameter.type)
            val isLast = index == member.parameters.lastIndex
            JavaParameter(
                JavaNames.unused(JavaNames.identifier(parameter.name), used),
                taken,
                parameter.isVararg && isLast && taken is ArrayOf && taken.isReifiable() && !taken.nullable,
            )
        }
    }

    private fun taken(mirror: TypeMirror, kotlin: KmType): JavaType {
        val descriptor = descriptors.of(mirror)
        if (isBareResult(kotlin, descriptor)) {
            throw UncallableException("takes a Result, which Java cannot read")
        }
        return bare.objectOf(kotlin, descriptor) ?: items(types.read(mirror, kotlin))
    }

    private fun plain(member: KotlinMember, mirror: TypeMirror): JavaType {
        val kotlin = member.returnType ?: return PrimitiveType("void")
        val descriptor = descriptors.of(mirror)
        if (isBareResult(kotlin, descriptor)) {
            throw UncallableException("returns a Result without suspending")
        }
        // a bare value that is any object stays bare: on its way to Kotlin nothing tells it from an object that holds it
        val inObject = if (descriptor == OBJECT) null else bare.objectOf(kotlin, descriptor)
        return inObject ?: items(types.read(mirror, kotlin))
    }

    private fun isBareResult(kotlin: KmType, descriptor: String): Boolean =
        kotlin.className == "kotlin/Result" && descriptor == OBJECT

    private fun future(member: KotlinMember, type: ExecutableType): JavaType {
        if (member.returnType?.className == "kotlin/Nothing") return Types.future(Types.VOID)
        val result = types.resultOf(member, type)
        val name = (result as? ClassType)?.name?.canonical
        return when {
            name == "kotlin.Unit" && !result.nullable -> Types.future(Types.VOID)

            name == "kotlin.Result" -> {
                val value = result.arguments.single().asItem()
                Types.future(value.withNullness(value.nullable || result.nullable))
            }

            else -> Types.future(items(result))
        }
    }

    /** A flow is anything that Java iterates over. */
    private fun items(type: JavaType): JavaType {
        if (type !is ClassType || type.name.canonical != FLOW) return type
        return Types.named(ITERABLE, type.arguments.single().asItem().boxed()).withNullness(type.nullable)
    }

    private fun doc(names: Names, member: KotlinMember): List<String> {
        val owner = names.of(types.className(member.owner))
        val isNameable = JavaNames.isIdentifier(member.jvmName)
        val what =
            if (isNameable) "{@link $owner#${member.jvmName}}" else "{@code ${member.name}} of {@link $owner}"
        return listOf("Implements $what" + if (member.isSuspend) ", which ends when the future does." else ".")
    }
}

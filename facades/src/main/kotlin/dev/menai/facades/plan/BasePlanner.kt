package dev.menai.facades.plan

import dev.menai.facades.model.JavaMethod
import dev.menai.facades.read.Descriptors
import dev.menai.facades.read.KotlinMember
import dev.menai.facades.read.MemberReader
import dev.menai.facades.read.MetadataReader
import dev.menai.facades.read.TypeReader
import dev.menai.facades.read.UncallableException
import dev.menai.facades.types.ClassName
import dev.menai.facades.types.ClassType
import dev.menai.facades.types.JavaNames
import dev.menai.facades.types.VariableType
import javax.lang.model.element.ExecutableElement
import javax.lang.model.element.Modifier
import javax.lang.model.element.TypeElement
import javax.lang.model.type.DeclaredType
import javax.lang.model.type.ExecutableType
import javax.lang.model.util.ElementFilter
import javax.lang.model.util.Elements
import javax.lang.model.util.Types

/** Plans the class by which Java implements an interface: which members it has to declare. */
internal class BasePlanner(
    private val elements: Elements,
    private val tools: Types,
    private val types: TypeReader,
    private val metadata: MetadataReader,
    private val descriptors: Descriptors,
    private val reader: MemberReader,
) {
    private val methods = AbstractMethods(elements, types, metadata, descriptors)

    fun of(element: TypeElement, name: ClassName): BaseClass = Plan(element, name).base()

    /** A member with the method that stands for it. */
    private class Declared(val member: KotlinMember, val method: JavaMethod)

    private inner class Plan(private val element: TypeElement, private val name: ClassName) {
        private val members = reader.membersOf(element)
        private val declared = LinkedHashMap<String, Declared>()
        private val ofJava = mutableListOf<JavaMethod>()
        private val entries = mutableListOf<ReportEntry>()

        fun base(): BaseClass {
            members.forEach(::add)
            addOfJava()
            val kotlin = checkNotNull(metadata.classFacts(element)) { "metadata of $element must be of a class" }
            val parameters = types.parameters(element.typeParameters, kotlin.typeParameters)
            val arguments = parameters.map { VariableType(it.name, it.bounds.first()) }
            val (abstract, bodies) = declared.values.partition { it.member.isAbstract }
            return BaseClass(
                name,
                ClassType(types.className(element), arguments),
                parameters,
                abstract.map { it.method } + ofJava,
                bodies.map { it.member.name }.distinct(),
                entries,
            )
        }

        private fun add(member: KotlinMember) {
            try {
                val method = methods.of(member)
                val known = declared[method.signature]
                when {
                    known == null -> {
                        requireFree(method)
                        declared[method.signature] = Declared(member, method)
                    }

                    !isSame(known, member, method) ->
                        throw UncallableException(
                            "wants the method ${method.signature} of ${known.member}",
                        )
                }
                if (member.isAbstract) entries += entry(member, listOf(method.signature), null)
            } catch (undeclarable: UncallableException) {
                // what has a body keeps it, whether or not Java could have replaced it
                if (member.isAbstract) entries += entry(member, emptyList(), undeclarable.message)
            }
        }

        private fun requireFree(method: JavaMethod) {
            if (JavaNames.isOfObject(method.signature) || method.signature == "${BaseClass.AS_KOTLIN}()") {
                throw UncallableException("wants a method that the base class has already")
            }
        }

        /** Whether one method can stand for both: an override of the other, or the same in two interfaces. */
        private fun isSame(known: Declared, member: KotlinMember, method: JavaMethod): Boolean {
            val isAlike = known.member.kind == member.kind && known.member.isSuspend == member.isSuspend
            val isInherited =
                tools.isSubtype(tools.erasure(known.member.owner.asType()), tools.erasure(member.owner.asType()))
            return isAlike && (isInherited || known.method.returnType == method.returnType)
        }

        /** Adds what is inherited from interfaces of Java. */
        private fun addOfJava() {
            val seen = members.mapNotNull { it.method }.toMutableList()
            for (owner in reader.supertypes(element).filter { metadata.classFacts(it) == null }) {
                for (method in ElementFilter.methodsIn(owner.enclosedElements)) {
                    if (seen.any { elements.overrides(it, method, element) }) continue
                    seen += method
                    if (Modifier.ABSTRACT in method.modifiers) add(method)
                }
            }
        }

        private fun add(method: ExecutableElement) {
            val owner = descriptors.binaryName(method.enclosingElement as TypeElement)
            val signature = "${method.simpleName}${descriptors.of(method)}"

            fun entry(methods: List<String>, note: String?) {
                entries += ReportEntry(owner, "${method.simpleName}", signature, methods, note)
            }
            try {
                val planned =
                    methods.of(method, tools.asMemberOf(element.asType() as DeclaredType, method) as ExecutableType)
                if (JavaNames.isOfObject(planned.signature)) return
                ofJava += planned
                entry(listOf(planned.signature), null)
            } catch (undeclarable: UncallableException) {
                entry(emptyList(), undeclarable.message)
            }
        }

        private fun entry(member: KotlinMember, methods: List<String>, note: String?): ReportEntry =
            ReportEntry(descriptors.binaryName(member.owner), member.name, member.signature, methods, note)
    }
}

package dev.menai.facades

import dev.menai.facades.plan.FacadePlanner
import dev.menai.facades.read.FileFacts
import dev.menai.facades.read.KotlinMember
import dev.menai.facades.read.MemberReader
import dev.menai.facades.read.MetadataReader
import dev.menai.facades.read.ParameterRole
import dev.menai.facades.read.className
import kotlin.metadata.isNullable
import kotlin.metadata.isValue

/** Extension functions, which become methods of their receiver's facade if both are asked for in one place. */
internal class Extensions(
    private val requests: List<FacadeRequest>,
    private val metadata: MetadataReader,
    private val members: MemberReader,
) {
    /** Returns the functions of a file that no facade of a class takes. */
    fun ofNobody(file: FacadeRequest): List<KotlinMember> =
        all(file).filter { member -> requests.none { isReceiver(it, file, member) } }

    /** Returns the functions that the facade of a class takes. */
    fun of(type: FacadeRequest): List<KotlinMember> = requests.filter { it.isFile }.flatMap { file ->
        all(file).filter { isReceiver(type, file, it) }
    }

    private fun all(file: FacadeRequest): List<KotlinMember> =
        (metadata.read(file.subject) as? FileFacts)?.let { members.membersOf(file.subject, it) }.orEmpty()

    private fun isTogether(type: FacadeRequest, file: FacadeRequest): Boolean =
        type.places.any { place -> file.places.any { it.element == place.element } }

    private fun isReceiver(type: FacadeRequest, file: FacadeRequest, member: KotlinMember): Boolean {
        if (type.isFile || !isTogether(type, file) || member.obstacle != null) return false
        val receiver = member.parameters.firstOrNull()?.takeIf { it.role == ParameterRole.RECEIVER } ?: return false
        val kotlin = metadata.classFacts(type.subject) ?: return false
        val isSimple = kotlin.typeParameters.isEmpty() && !kotlin.isValue && !FacadePlanner.isSingleton(kotlin)
        return isSimple && receiver.type.className == kotlin.name && !receiver.type.isNullable
    }
}

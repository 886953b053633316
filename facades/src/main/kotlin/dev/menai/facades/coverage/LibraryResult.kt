package dev.menai.facades.coverage

import dev.menai.facades.plan.FacadePlanner.Companion.NOT_UNDERSTOOD

/** What became of the members of one library. */
internal class LibraryResult(
    private val name: String,
    private val members: List<FoundMember>,
    /** Owners that javac cannot read. */
    private val unreadable: Set<String>,
    /** Rows of the generator's report by owner and signature. */
    private val rows: Map<String, List<List<String>>>,
    /** What compilers complained about, by their names. */
    private val complaints: List<Pair<String, String>>,
) {
    private val generated = members.filter { member -> row(member)?.let { it[4] != "-" } ?: false }
    private val missing = members.filter { member -> row(member)?.let { it[5].startsWith(NOT_UNDERSTOOD) } ?: true }
    private val hasReport = rows.isNotEmpty() || complaints.isEmpty()
    private val uncallable = members - generated.toSet() - missing.toSet()

    val isComplete: Boolean get() = missing.isEmpty() && complaints.isEmpty()

    fun text(): String = buildString {
        append("$name: found ${members.size}, generated ${generated.size}, ")
        append("uncallable ${uncallable.size}, failed ${missing.size}")
        if (complaints.isNotEmpty()) {
            append(complaints.joinToString(" and ", ", does not compile with ") { it.first })
        }
        append('\n')
        uncallable.forEach { append("  uncallable ${it.owner}.${it.signature}: ${row(it)!![5]}\n") }
        if (hasReport) {
            missing.forEach {
                val reason = row(it)?.get(5) ?: "the generator does not mention it"
                append("  failed ${it.owner}.${it.signature}: $reason\n")
            }
        } else {
            append("  failed, all of them: the generator left no report, because of what the compiler says below\n")
        }
        complaints.forEach { (javac, output) ->
            append("  failed to compile with $javac:\n").append(output.prependIndent("    "))
        }
    }

    private fun row(member: FoundMember): List<String>? {
        if (member.owner in unreadable) return UNREADABLE
        val all = rows["${member.owner}.${member.signature}"] ?: return rows["${member.owner}."]?.first()
        return all.firstOrNull { it[4] != "-" } ?: all.first()
    }

    private companion object {
        /** The row of a member whose owner no Java source can name. */
        val UNREADABLE =
            List(4) { "" } + "-" + "stands in a class file that javac cannot read, so that Java source cannot name it"
    }
}

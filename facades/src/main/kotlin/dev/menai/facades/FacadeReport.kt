package dev.menai.facades

import dev.menai.facades.plan.Facade
import dev.menai.facades.plan.ReportEntry

/** What became of the members of all facades of a compilation. */
internal class FacadeReport {
    private val facades = sortedMapOf<String, List<ReportEntry>>()

    val isEmpty: Boolean get() = facades.isEmpty()

    val uncallable: Int get() = facades.values.sumOf { entries -> entries.count { it.methods.isEmpty() } }

    fun add(facade: Facade) {
        facades[facade.name.canonical] = facade.entries
    }

    /** A table with tabs: facade, owner, member, its signature in byte code, its methods or `-`, the reason or a note. */
    fun text(): String = buildString {
        append("facade\towner\tmember\tsignature\tmethods\tnote\n")
        for ((facade, entries) in facades) {
            for (entry in entries) {
                val methods = if (entry.methods.isEmpty()) "-" else entry.methods.joinToString(" ")
                append(
                    listOf(
                        facade,
                        entry.owner,
                        entry.member,
                        entry.jvmSignature,
                        methods,
                        entry.note ?: "",
                    ).joinToString("\t"),
                )
                append('\n')
            }
        }
    }

    companion object {
        const val PATH = "META-INF/menai/facades.tsv"
    }
}

package dev.menai.facades

import dev.menai.facades.plan.Facade
import dev.menai.facades.plan.ReportEntry
import dev.menai.facades.types.ClassName

/** What became of the members of all facades and base classes of a compilation. */
internal class FacadeReport {
    private val facades = sortedMapOf<String, List<ReportEntry>>()
    private val bases = sortedMapOf<String, List<ReportEntry>>()

    val isEmpty: Boolean get() = facades.isEmpty() && bases.isEmpty()

    /** How many members the facades leave out. */
    val uncallable: Int get() = facades.values.sumOf { entries -> entries.count { it.methods.isEmpty() } }

    /** How many base classes are left out. */
    val unimplementable: Int get() = bases.values.count { entries -> entries.any { it.methods.isEmpty() } }

    fun add(facade: Facade) {
        facades[facade.name.canonical] = facade.entries
    }

    /** Adds a base class, or why there is none: then only the entries without methods are of interest. */
    fun addBase(name: ClassName, entries: List<ReportEntry>) {
        bases[name.canonical] = entries
    }

    /** A table with tabs: facade, owner, member, its signature in byte code, its methods or `-`, the reason or a note. */
    fun text(): String = buildString {
        append("facade\towner\tmember\tsignature\tmethods\tnote\n")
        for ((facade, entries) in (facades + bases).toSortedMap()) {
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

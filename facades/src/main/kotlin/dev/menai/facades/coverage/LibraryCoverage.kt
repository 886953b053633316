package dev.menai.facades.coverage

import dev.menai.facades.FacadeReport
import java.io.File

/** Generates and compiles the facades of one library. */
internal class LibraryCoverage(
    private val work: File,
    private val name: String,
    private val discovered: Discovered,
    private val classPath: String,
    private val compilers: List<Javac>,
) {
    fun measure(): LibraryResult {
        work.deleteRecursively()
        if (discovered.members.isEmpty()) return LibraryResult(name, emptyList(), emptySet(), emptyMap(), emptyList())
        val unreadable = Readability(classPath).unreadable(discovered.members.map { it.owner }.distinct())
        val sources = requests(unreadable)
        val outcomes =
            compilers.associateWith { it.compile(sources, classPath, File(work, it.name).apply { mkdirs() }) }
        val report = File(work, "${compilers.first().name}/classes/${FacadeReport.PATH}")
        val rows = if (report.exists()) report.readLines().drop(1).map { it.split('\t') } else emptyList()
        return LibraryResult(
            name,
            discovered.members,
            unreadable,
            rows.groupBy { it[1].replace('.', '/') + "." + it[3] },
            outcomes.filterValues { !it.isSuccess }.map { (javac, outcome) -> javac.name to outcome.output },
        )
    }

    /** A package of its own for each package of the library, with a class that has the annotation. */
    private fun requests(unreadable: Set<String>): List<File> {
        val owners = (discovered.members.map { it.owner } - unreadable).map(::subject).distinct()
        return owners.groupBy { it.substringBeforeLast('/', "") }.map { (packageName, names) ->
            val target = "facades." + packageName.split('/').joinToString(".") { it + "_" }
            val files = names.filter { it in discovered.files }.map { "\"${it.replace('/', '.')}\"" }
            val others = names.filterNot { it in discovered.files }
            val types = others.map { it.replace('/', '.').replace('$', '.') + ".class" }
            val source = File(work, "requests/${target.replace('.', '/')}/Facades.java")
            source.parentFile.mkdirs()
            // the annotation names what may be deprecated, which is no warning about the facades
            source.writeText(
                "package $target;\n\n" +
                    "@SuppressWarnings({\"deprecation\", \"removal\"})\n" +
                    "@dev.menai.kotlin.KotlinFacade(\n        value = {${types.joinToString()}},\n" +
                    "        functions = {${files.joinToString()}})\nfinal class Facades {}\n",
            )
            source
        }
    }

    /** A companion's members are in the facade of the class around it. */
    private fun subject(owner: String): String = owner.removeSuffix("\$Companion")
}

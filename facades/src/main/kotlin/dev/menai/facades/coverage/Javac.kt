package dev.menai.facades.coverage

import java.io.File

/**
 * A Java compiler that runs as a program of its own, strictly: every warning is an error. Not asked for are those about
 * class files of the libraries, which have annotations of libraries that are not there, and about jars that they name.
 */
internal class Javac(private val executable: File, private val runtime: String, private val processor: String) {
    /** What the compiler said, and whether it was content. */
    class Outcome(val isSuccess: Boolean, val output: String)

    fun compile(sources: List<File>, classPath: String, target: File): Outcome {
        val generated = File(target, "sources").apply { mkdirs() }
        val classes = File(target, "classes").apply { mkdirs() }
        val options =
            listOf(
                "-Xlint:all,-classfile,-path",
                "-Werror",
                "-Xmaxerrs",
                "10000",
                "-Xmaxwarns",
                "10000",
                "-encoding",
                "UTF-8",
            ) +
                listOf("-cp", "$classPath${File.pathSeparator}$runtime", "-processorpath", processor) +
                listOf("-s", "$generated", "-d", "$classes") + sources.map { "$it" }
        val list = File(target, "options").apply { writeText(options.joinToString("\n") { "\"$it\"" }) }
        val output = File(target, "output")
        val process =
            ProcessBuilder("$executable", "@$list").redirectErrorStream(true).redirectOutput(output).start()
        return Outcome(process.waitFor() == 0, output.readText())
    }

    /** A name for directories. */
    val name: String get() = executable.absoluteFile.parentFile.parentFile.name
}

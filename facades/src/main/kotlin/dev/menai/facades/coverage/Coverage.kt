package dev.menai.facades.coverage

import java.io.File
import kotlin.system.exitProcess

/**
 * Measures how much of libraries the generator covers: for each jar it finds the members that Java has trouble with,
 * generates facades of all types and files that have such, and compiles them.
 *
 * Arguments: a directory to work in; the class path of Menai's run time; that of the processor; executables of `javac`,
 * separated by colons; then for each library its name, its jar and the class path that it needs.
 */
public fun main(arguments: Array<String>) {
    val (work, runtime, processor, javacs) = arguments
    val compilers = javacs.split(File.pathSeparator).map { Javac(File(it), runtime, processor) }
    val libraries = arguments.drop(4).chunked(3)
    val results =
        libraries.map { (name, jar, classPath) ->
            LibraryCoverage(File(work, name), name, Discovery(File(jar)).run(), classPath, compilers).measure()
        }
    results.forEach { println(it.text()) }
    exitProcess(if (results.all { it.isComplete }) 0 else 1)
}

package dev.menai.facades.coverage

import com.sun.source.util.JavacTask
import java.io.Writer
import javax.tools.ToolProvider

/** Tells which classes javac can read: a few that the Kotlin compiler writes have signatures that it refuses. */
internal class Readability(private val classPath: String) {
    /** Returns those of [classes], internal names, that Java source cannot use at all. */
    fun unreadable(classes: List<String>): Set<String> {
        val options = listOf("-proc:none", "-cp", classPath)
        val task =
            ToolProvider
                .getSystemJavaCompiler()
                .getTask(Writer.nullWriter(), null, { }, options, listOf("java.lang.Object"), null) as JavacTask
        return classes.filter { task.elements.getTypeElement(it.replace('/', '.').replace('$', '.')) == null }.toSet()
    }
}

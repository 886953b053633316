package dev.menai.facades.write

private const val WIDTH = 120

/** Lines of source that grow, indented by the blocks they stand in. */
internal class SourceText {
    private val written = StringBuilder()
    private var indent = ""
    private var isFresh = true

    val text: String get() = written.toString()

    fun line(line: String) {
        written.append(if (line.isEmpty()) "" else indent).append(line).append('\n')
        isFresh = false
    }

    /** An empty line, unless a block begins here. */
    fun gap() {
        if (!isFresh) written.append('\n')
        isFresh = true
    }

    fun doc(lines: List<String>) {
        val single = "/** ${lines.first()} */"
        if (lines.size == 1 && indent.length + single.length <= WIDTH) return line(single)
        line("/**")
        lines.flatMap { wrapped(it, WIDTH - indent.length - 3) }.forEach { line(if (it.isEmpty()) " *" else " * $it") }
        line(" */")
    }

    fun block(head: String, body: () -> Unit) {
        line("$head {")
        isFresh = true
        indented(body)
        line("}")
    }

    /** A method, whose parameters stand in lines of their own if they do not fit. */
    fun method(head: String, parameters: List<String>, thrown: String, body: () -> Unit) {
        val single = "$head(${parameters.joinToString(", ")})$thrown"
        if (indent.length + single.length + 2 <= WIDTH || parameters.isEmpty()) return block(single, body)
        line("$head(")
        parameters.forEachIndexed { index, parameter ->
            line("        $parameter" + if (index == parameters.lastIndex) ")$thrown {" else ",")
        }
        isFresh = true
        indented(body)
        line("}")
    }

    /** A statement, broken where it is too long: after arrows first, then at the commas of the outermost call. */
    fun statement(statement: String) {
        val arrow = statement.indexOf(" -> ")
        when {
            indent.length + statement.length <= WIDTH -> line(statement)

            arrow in 0 until WIDTH - indent.length -> {
                line(statement.substring(0, arrow + 3))
                continued(statement.substring(arrow + 4))
            }

            else -> {
                val assignment = statement.indexOf(" = ")
                if (assignment > 0) {
                    line(statement.substring(0, assignment + 2))
                    continued(statement.substring(assignment + 3))
                } else {
                    line(statement)
                }
            }
        }
    }

    private fun continued(rest: String) {
        val before = indent
        indent += "        "
        if (indent.length + rest.length <= WIDTH) line(rest) else arguments(rest)
        indent = before
    }

    /** A call whose arguments stand in lines of their own. */
    private fun arguments(call: String) {
        val open = call.indexOf('(')
        if (open < 0) return line(call)
        line(call.substring(0, open + 1))
        val before = indent
        indent += "        "
        var depth = 0
        var start = open + 1
        for (at in open + 1 until call.length) {
            when (call[at]) {
                '(', '{', '<' -> depth++

                ')', '}' -> depth--

                '>' -> if (call[at - 1] != '-') depth--

                ',' ->
                    if (depth == 0) {
                        line(call.substring(start, at + 1).trim())
                        start = at + 1
                    }
            }
            if (depth < 0) break
        }
        line(call.substring(start).trim())
        indent = before
    }

    private fun indented(body: () -> Unit) {
        val before = indent
        indent += "    "
        body()
        indent = before
        isFresh = false
    }

    private fun wrapped(text: String, width: Int): List<String> {
        if (text.length <= width) return listOf(text)
        val lines = mutableListOf(StringBuilder())
        for (word in text.split(' ')) {
            if (lines.last().isNotEmpty() && lines.last().length + word.length + 1 > width) lines += StringBuilder()
            if (lines.last().isNotEmpty()) lines.last().append(' ')
            lines.last().append(word)
        }
        return lines.map { it.toString() }
    }
}

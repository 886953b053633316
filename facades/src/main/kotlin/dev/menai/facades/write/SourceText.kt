package dev.menai.facades.write

private const val WIDTH = 120
private const val CONTINUED = "        "
private const val ARROW = " -> "

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
        signature(head, parameters, "$thrown {")
        isFresh = true
        indented(body)
        line("}")
    }

    /** A method without a body. */
    fun abstractMethod(head: String, parameters: List<String>, thrown: String) = signature(head, parameters, "$thrown;")

    private fun signature(head: String, parameters: List<String>, end: String) {
        val single = "$head(${parameters.joinToString(", ")})$end"
        if (indent.length + single.length <= WIDTH || parameters.isEmpty()) return line(single)
        line("$head(")
        parameters.forEachIndexed { index, parameter ->
            line("        $parameter" + if (index == parameters.lastIndex) ")$end" else ",")
        }
    }

    /** A statement, in as many lines as it needs. */
    fun statement(statement: String) = layOut(statement, "")

    /** Writes code, indented by [deeper] more. */
    private fun layOut(code: String, deeper: String) {
        val room = WIDTH - indent.length - deeper.length
        val call = if (code.length <= room) null else Call.longest(code)
        val lambda = call?.let { lambdaHead(it, room) }
        when {
            code.length > room && code.startsWith('"') -> text(code, deeper, room)

            call == null -> brokenAtAssignment(code, deeper, room)

            lambda != null -> {
                line(deeper + lambda)
                layOut(call.arguments.last().substringAfter(ARROW) + ")" + call.suffix, deeper + CONTINUED)
            }

            call.suffix.length > 2 && call.suffix.startsWith(".") -> {
                layOut(call.prefix + "(" + call.arguments.joinToString(", ") + ")", deeper)
                layOut(call.suffix, deeper + CONTINUED)
            }

            call.arguments.all { it.isEmpty() } -> line(deeper + code)

            else -> {
                line(deeper + call.prefix + "(")
                call.arguments.forEachIndexed { index, argument ->
                    val end = if (index == call.arguments.lastIndex) ")" + call.suffix else ","
                    layOut(argument + end, deeper + CONTINUED)
                }
            }
        }
    }

    /** A string literal, in pieces, and what follows it. */
    private fun text(code: String, deeper: String, room: Int) {
        val end = code.lastIndexOf('"')
        val fitting = Regex("(\\\\.|.){1,${room - CONTINUED.length - 6}}") // an escaped quote stays whole
        val pieces = fitting.findAll(code.substring(1, end)).map { it.value }.toList()
        pieces.forEachIndexed { index, piece ->
            val prefix = if (index == 0) deeper else "$deeper$CONTINUED+ "
            line(prefix + "\"$piece\"" + if (index == pieces.lastIndex) code.substring(end + 1) else "")
        }
    }

    private fun brokenAtAssignment(code: String, deeper: String, room: Int) {
        val at = code.indexOf(" = ")
        if (code.length <= room || at < 0) return line(deeper + code)
        line(deeper + code.substring(0, at + 2))
        layOut(code.substring(at + 3), deeper + CONTINUED)
    }

    /** The beginning of a call whose last argument is a lambda, up to its arrow, if that fits. */
    private fun lambdaHead(call: Call, room: Int): String? {
        val last = call.arguments.last()
        if (ARROW !in last || last.substringBefore(ARROW).any { it == '.' }) return null
        val before = call.arguments.dropLast(1).joinToString("") { "$it, " }
        return (call.prefix + "(" + before + last.substringBefore(ARROW) + ARROW).trimEnd().takeIf { it.length <= room }
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

package dev.menai.facades.write

/** The longest call that an expression is made of, with what stands before and behind its arguments. */
internal class Call private constructor(val prefix: String, val arguments: List<String>, val suffix: String) {
    companion object {
        /** Finds the call with the longest arguments that is not itself an argument. */
        fun longest(code: String): Call? {
            var best: IntRange? = null
            var open = -1
            var depth = 0
            for ((at, letter) in withoutText(code).withIndex()) {
                if (letter == '(' && depth++ == 0) open = at
                if (letter == ')' && --depth == 0 &&
                    at - open > (best?.let { it.last - it.first } ?: 1)
                ) {
                    best = open..at
                }
            }
            return best?.let { range ->
                val inside = code.substring(range.first + 1, range.last)
                Call(code.substring(0, range.first), split(inside), code.substring(range.last + 1))
            }
        }

        private fun split(arguments: String): List<String> {
            val found = mutableListOf<String>()
            var depth = 0
            var start = 0
            for ((at, letter) in withoutText(arguments).withIndex()) {
                when (letter) {
                    '(', '<', '{' -> depth++

                    ')', '}' -> depth--

                    '>' -> if (arguments[at - 1] != '-') depth--

                    ',' ->
                        if (depth == 0) {
                            found += arguments.substring(start, at).trim()
                            start = at + 1
                        }
                }
            }
            return found + arguments.substring(start).trim()
        }

        /** String literals as blanks. */
        private fun withoutText(code: String): String =
            Regex("\"(\\\\.|[^\"])*\"").replace(code) { " ".repeat(it.value.length) }
    }
}

/**
 * The soak: random operations of every word, Java and Kotlin, on all kinds of loops, while others cancel them from inside
 * and outside; what went in and what came out is counted. Start reading at {@link dev.menai.interop.soak.Round}; {@code
 * interop-tests/soak} runs it.
 */
package dev.menai.interop.soak;

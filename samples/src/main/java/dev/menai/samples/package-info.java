/**
 * Small programs, one idea each, as one would write them on a course about asyncio, and with Java and Kotlin in one.
 * {@code samples/run} lists them, {@code samples/run Hello} runs one.
 */
package dev.menai.samples;

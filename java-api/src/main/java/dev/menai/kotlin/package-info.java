/**
 * Kotlin coroutines for Java: calling suspend functions, writing what Kotlin calls, flows and channels. Kotlin code that uses
 * the vocabulary has {@code dev.menai.coroutines}.
 */
@NullMarked
package dev.menai.kotlin;

import org.jspecify.annotations.NullMarked;

/** The ends of Kotlin's coroutines in Java: calls, bodies, flows, channels and locks. */
@NullMarked
package dev.menai.internal.bridge;

import org.jspecify.annotations.NullMarked;

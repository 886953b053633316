/** Functional types that let a checked exception through. */
@NullMarked
package dev.menai.function;

import org.jspecify.annotations.NullMarked;

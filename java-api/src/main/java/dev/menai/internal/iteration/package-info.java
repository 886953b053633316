/** Items: where they come from, what is done with them, and where they go. */
@NullMarked
package dev.menai.internal.iteration;

import org.jspecify.annotations.NullMarked;

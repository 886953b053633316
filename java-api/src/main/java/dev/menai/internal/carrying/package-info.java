/** What goes with a context beside its variables: thread-locals, and the contexts of logging and tracing libraries. */
@NullMarked
package dev.menai.internal.carrying;

import org.jspecify.annotations.NullMarked;

/** Locks and semaphores. */
@NullMarked
package dev.menai.internal.sync;

import org.jspecify.annotations.NullMarked;

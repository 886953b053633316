/** How the public words reach the engine. Not exported. */
@NullMarked
package dev.menai.internal;

import org.jspecify.annotations.NullMarked;

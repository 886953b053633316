/**
 * How the public words reach the engine. Not exported. Here is what every room uses; the rooms have the names of the
 * engine's where they are about the same.
 */
@NullMarked
package dev.menai.internal;

import org.jspecify.annotations.NullMarked;

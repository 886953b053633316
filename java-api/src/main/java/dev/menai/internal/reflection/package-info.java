/** Facades and implementations that are tied to Kotlin when they are made, by reflection. */
@NullMarked
package dev.menai.internal.reflection;

import org.jspecify.annotations.NullMarked;

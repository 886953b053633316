/** What is opened and must be closed: resources, loops of their own threads, scopes and the loops of runs. */
@NullMarked
package dev.menai.internal.lifetimes;

import org.jspecify.annotations.NullMarked;

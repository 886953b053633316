/** Several things at once: gathering, waiting, racing, and the scopes that hold tasks together. */
@NullMarked
package dev.menai.internal.groups;

import org.jspecify.annotations.NullMarked;

/** What the generated facades call. Code by hand has {@code dev.menai.kotlin}. */
@NullMarked
package dev.menai.kotlin.generated;

import org.jspecify.annotations.NullMarked;

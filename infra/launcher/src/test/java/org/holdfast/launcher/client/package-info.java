/** Tests. */
@NullMarked
package org.holdfast.launcher.client;

import org.jspecify.annotations.NullMarked;

/** What an operator sets. */
@NullMarked
package org.holdfast.tracing.app.settings;

import org.jspecify.annotations.NullMarked;

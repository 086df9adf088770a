/** Questions, read from requests. */
@NullMarked
package org.holdfast.tracing.app.trace.question;

import org.jspecify.annotations.NullMarked;

@org.jspecify.annotations.NullMarked
package org.holdfast.tracing.question;

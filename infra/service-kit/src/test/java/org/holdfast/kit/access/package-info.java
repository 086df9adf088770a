/** Tests of the access file and of the table of roles. */
@NullMarked
package org.holdfast.kit.access;

import org.jspecify.annotations.NullMarked;

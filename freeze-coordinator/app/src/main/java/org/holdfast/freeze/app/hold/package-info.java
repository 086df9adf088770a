/** What the interfaces need of hold requests, whatever keeps them. */
@NullMarked
package org.holdfast.freeze.app.hold;

import org.jspecify.annotations.NullMarked;

/** An exchange that answers by itself, for demonstrations and tests. It knows the interface and nothing else. */
@NullMarked
package org.holdfast.robot;

import org.jspecify.annotations.NullMarked;

/** Real servers for integration tests: own processes, or containers where Docker answers. */
@NullMarked
package org.holdfast.testservers;

import org.jspecify.annotations.NullMarked;

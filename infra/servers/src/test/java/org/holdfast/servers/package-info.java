@NullMarked
package org.holdfast.servers;

import org.jspecify.annotations.NullMarked;

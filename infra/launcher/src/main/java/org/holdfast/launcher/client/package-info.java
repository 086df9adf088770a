/** Clients of the services, typed by the contracts. */
@NullMarked
package org.holdfast.launcher.client;

import org.jspecify.annotations.NullMarked;

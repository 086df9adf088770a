/** The process of a running node: it starts servers, services and adapters, watches them and restarts them. */
@NullMarked
package org.holdfast.launcher.node.supervision;

import org.jspecify.annotations.NullMarked;

/**
 * The one command of Holdfast: runs a node (servers and services) on this machine and speaks to it from a terminal.
 * Wiring code: here the real clock and the real source of secrets are chosen.
 */
@NullMarked
package org.holdfast.launcher;

import org.jspecify.annotations.NullMarked;

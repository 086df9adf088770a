package org.holdfast.cyclea.x;

import org.holdfast.cyclea.y.Right;

/** Half of a cycle that the cycle rule must find. */
public record Left(Class<Right> other) {}

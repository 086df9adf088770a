package org.holdfast.cyclea.y;

import org.holdfast.cyclea.x.Left;

/** The other half. */
public record Right(Class<Left> other) {
    Left left() {
        return new Left(Right.class);
    }
}

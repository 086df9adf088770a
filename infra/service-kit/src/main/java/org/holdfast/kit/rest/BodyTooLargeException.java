package org.holdfast.kit.rest;

import java.io.IOException;

/** A body that turned out to be above its limit while it was read. */
final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    BodyTooLargeException(BodyLimit limit) {
        super("more than " + limit.bytesMax() + " bytes");
    }
}

package org.holdfast.chain.app.stream;

import java.io.IOException;

/** Nobody reads the stream any more; whoever read it has said why. */
public final class StreamReaderGoneException extends RuntimeException {
    StreamReaderGoneException(IOException cause) {
        super("nobody reads the stream any more", cause);
    }
}

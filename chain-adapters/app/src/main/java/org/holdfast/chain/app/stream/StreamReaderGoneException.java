package org.holdfast.chain.app.stream;

import java.io.IOException;

/** The reader closed the stream; its own message has the reason. */
public final class StreamReaderGoneException extends RuntimeException {
    StreamReaderGoneException(IOException cause) {
        super("the reader of the stream has ended", cause);
    }
}

package org.holdfast.launcher.client;

import java.time.Duration;
import org.holdfast.primitives.InputFaultException;

/** How long a client waits for a service that does not answer. */
@FunctionalInterface
public interface Patience {
    /** None at all: the first request without an answer fails. */
    Patience NONE = (noAnswer, silent) -> {
        throw noAnswer;
    };

    /**
     * Pauses before the service is asked again. Throws where waiting has come to its end.
     *
     * @param noAnswer what to throw, with more to say if there is more
     * @param silent since the first request without an answer; zero after that one
     */
    void pause(InputFaultException noAnswer, Duration silent);
}

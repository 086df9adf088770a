package org.holdfast.freeze.app.exchange;

import java.util.Optional;
import org.holdfast.primitives.id.VaspId;

/** The answer to each message of an exchange, by the exchange's key. Used in the transaction of the request itself. */
public interface ExchangeAnswers {
    /** An earlier answer, to the request with that digest. */
    record Given(String requestDigest, int status, String body) {}

    /**
     * Takes a key for a request. Empty means that the key is new and now belongs to this transaction. Another
     * transaction with the same key waits here until this one has ended.
     */
    Optional<Given> claim(VaspId vasp, String key, String requestDigest);

    /** Keeps the answer under a claimed key. */
    void keep(VaspId vasp, String key, int status, String body);
}

package org.holdfast.chain.bitcoin.proof;

import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** Refusals of inclusion proofs. */
final class ProofFault {
    private ProofFault() {}

    static InputFaultException fault(
            String code, String what, String where, String expected, String got, String remedy) {
        return new InputFaultException(new InputFault(code, what, where, expected, got, remedy));
    }

    static InputFaultException impossible(String where, String expected, String got) {
        return fault(
                "bitcoin.proof.impossible",
                "an inclusion proof has a shape that no block gives",
                where,
                expected,
                got,
                "get the proof again from a source you trust");
    }

    static InputFaultException unreadable(String where, String expected, String got) {
        return fault(
                "bitcoin.proof.unreadable",
                "an inclusion proof cannot be read",
                where,
                expected,
                got,
                "copy the whole proof again");
    }
}

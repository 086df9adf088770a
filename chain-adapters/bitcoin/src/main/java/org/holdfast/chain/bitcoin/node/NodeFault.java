package org.holdfast.chain.bitcoin.node;

import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** Refusals of what a node says, or of the node itself. Trying again does not help; a person must look. */
public final class NodeFault {
    private NodeFault() {}

    public static InputFaultException fault(
            String code, String what, String where, String expected, String got, String remedy) {
        return new InputFaultException(new InputFault(code, what, where, expected, got, remedy));
    }

    /** An answer that is no answer of this protocol. */
    public static InputFaultException garbled(String where, String expected, String got) {
        return fault(
                "bitcoin.node.garbled-answer",
                "a node's answer makes no sense",
                where,
                expected,
                got,
                "look at what answers there, and at what stands between; nothing was published");
    }
}

package org.holdfast.chain.evm.node;

import org.holdfast.chain.evm.node.NodeCalls.Answer;
import org.holdfast.primitives.InputFaultException;
import tools.jackson.databind.JsonNode;

/** A block, or a part of it, is not to be had as it was asked for. */
final class PartException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Why. */
    enum Kind {
        /** The node's chain changed while it was asked. */
        MOVED,
        /** The part is not there, or not whole, or the node has a fault: it may pass. */
        MISSING,
        /** The node does not have this way of asking. */
        NOT_THIS_WAY
    }

    PartException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    String words() {
        return String.valueOf(getMessage());
    }

    /**
     * The result of an answer.
     *
     * @param what the part, for a message
     * @throws PartException if the node refuses, or does not have the part yet
     * @throws InputFaultException if the node does not keep the state or history any more
     */
    static JsonNode result(Answer answer, String what) throws PartException {
        if (answer instanceof Answer.Refused refused) {
            if (refused.meaning() == Refusal.GIVEN_UP) {
                throw NodeCalls.failed(refused, what);
            }
            throw refused.meaning() == Refusal.NOT_THIS_WAY
                    ? new PartException(Kind.NOT_THIS_WAY, refused.said())
                    : new PartException(Kind.MISSING, "the node gives no " + what + ": " + refused.said());
        }
        JsonNode value = ((Answer.Result) answer).value();
        if (value.isNull() || value.isMissingNode()) {
            throw new PartException(Kind.MISSING, "the node gives no " + what);
        }
        return value;
    }
}

package org.holdfast.chain.bitcoin.node;

import java.util.Optional;

/** What a node gives where it is asked for a block by its hash. */
public sealed interface RawBlock {
    /** The block in the wire format with its witnesses. */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    record Bytes(byte[] bytes) implements RawBlock {}

    /**
     * The node has it not.
     *
     * @param words of the node
     */
    record NotThere(String words) implements RawBlock {}

    /** The bytes, if the node has them. */
    default Optional<byte[]> found() {
        return this instanceof Bytes(byte[] bytes) ? Optional.of(bytes) : Optional.empty();
    }
}

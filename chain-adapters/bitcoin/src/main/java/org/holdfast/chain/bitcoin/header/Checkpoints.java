package org.holdfast.chain.bitcoin.header;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/**
 * Blocks that the operator vouches for: at such a height no other block is accepted. Proof of work alone does not
 * distinguish a chain made to deceive this node from the public one.
 */
public record Checkpoints(Map<Long, BlockHash> blocks) {
    /** A bound on a configuration line. */
    public static final int CHECKPOINTS_MAX = 10_000;

    public Checkpoints {
        blocks = Map.copyOf(blocks);
    }

    public static Checkpoints none() {
        return new Checkpoints(Map.of());
    }

    /**
     * Reads texts of the form {@code <height>:<hash>}.
     *
     * @throws InputFaultException if one is malformed, or two name different blocks at one height
     */
    public static Checkpoints parse(List<String> texts) {
        if (texts.size() > CHECKPOINTS_MAX) {
            throw malformed("at most " + CHECKPOINTS_MAX + " of them", Integer.toString(texts.size()));
        }
        var blocks = new HashMap<Long, BlockHash>();
        for (String text : texts) {
            if (!text.matches("[0-9]{1,9}:[0-9a-f]{64}")) {
                throw malformed("<height>:<hash>", InputFault.quote(text));
            }
            int colon = text.indexOf(':');
            var hash = BlockHash.parse(text.substring(colon + 1));
            BlockHash before = blocks.put(Long.parseLong(text.substring(0, colon)), hash);
            if (before != null && !before.equals(hash)) {
                throw malformed("one block per height", InputFault.quote(text) + " and " + before);
            }
        }
        return new Checkpoints(blocks);
    }

    /** The only block accepted at a height, if the operator vouches for one. */
    public Optional<BlockHash> at(long height) {
        return Optional.ofNullable(blocks.get(height));
    }

    private static InputFaultException malformed(String expected, String got) {
        return new InputFaultException(new InputFault(
                "bitcoin.checkpoint.malformed",
                "a checkpoint is malformed",
                "checkpoint",
                expected,
                got,
                "write height and block hash with a colon between them, as an explorer shows them"));
    }
}

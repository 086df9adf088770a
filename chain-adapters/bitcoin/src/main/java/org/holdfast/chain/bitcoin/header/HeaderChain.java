package org.holdfast.chain.bitcoin.header;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.block.BlockHeader;
import org.holdfast.chain.bitcoin.block.BlockVerification;
import org.holdfast.primitives.BlockHash;
import org.jspecify.annotations.Nullable;

/**
 * The headers that the next one is judged by: a run of them in chain order, as many as the rules look back, and no
 * more. One thread uses it.
 */
public final class HeaderChain {
    /** One period to look back over and another before the oldest is dropped. */
    static final int KEPT_MAX = 2 * HeaderRules.RETARGET_BLOCKS;

    private final HeaderRules rules;
    private final BlockVerification verification;
    private final BitcoinNetwork network;
    private final List<BlockHeader> headers = new ArrayList<>();
    private long firstHeight;
    private boolean difficultyChecked;

    public HeaderChain(BitcoinNetwork network, Checkpoints checkpoints) {
        this.rules = new HeaderRules(network, checkpoints);
        this.verification = new BlockVerification(network);
        this.network = network;
    }

    /** Forgets everything; the next header stands alone at this height. */
    public void restart(long height) {
        headers.clear();
        firstHeight = height;
        difficultyChecked = false;
    }

    /**
     * Whether the difficulty of the last header is right by what is known of the network, or by an unbroken run of
     * headers from where it is.
     */
    public boolean difficultyChecked() {
        return difficultyChecked;
    }

    /** Where the next header goes. */
    public long nextHeight() {
        return firstHeight + headers.size();
    }

    /**
     * Takes back what stands at a height and above, so that a header with this parent can be added there. False, and
     * nothing is changed, where the parent is not here.
     */
    public boolean rewind(long height, BlockHash parent) {
        BlockHeader below = at(height - 1);
        if (below == null || !below.hash().equals(parent)) {
            return false;
        }
        headers.subList((int) (height - firstHeight), headers.size()).clear();
        difficultyChecked = false;
        return true;
    }

    /** The lowest height whose header is needed to judge one at this height by every rule. */
    public long neededFrom(long height) {
        long forMedian = height - HeaderRules.MEDIAN_BLOCKS;
        long period = (height - 1) - (height - 1) % HeaderRules.RETARGET_BLOCKS;
        return Math.max(0, network.fixedDifficulty() ? forMedian : Math.min(forMedian, period));
    }

    /**
     * Adds a header of 80 bytes. Throws {@code InputFaultException} where it has no proof of work or breaks a rule in
     * its place, and adds nothing then.
     */
    public void append(byte[] header, String where) {
        append(verification.checkWork(header, where), where);
    }

    /** Adds a header whose proof of work was checked. Throws {@code InputFaultException} where it breaks a rule. */
    public void append(BlockHeader header, String where) {
        difficultyChecked = switch (rules.check(header, nextHeight(), this::at, where)) {
            case KNOWN -> true;
            case AS_BEFORE -> difficultyChecked;
            case OPEN -> false;
        };
        headers.add(header);
        if (headers.size() == KEPT_MAX) {
            headers.subList(0, HeaderRules.RETARGET_BLOCKS).clear();
            firstHeight += HeaderRules.RETARGET_BLOCKS;
        }
    }

    private @Nullable BlockHeader at(long height) {
        long index = height - firstHeight;
        return index >= 0 && index < headers.size() ? headers.get((int) index) : null;
    }
}

package org.holdfast.chain.bitcoin.file;

import static org.holdfast.chain.bitcoin.block.BlockFault.fault;

import java.util.List;
import java.util.OptionalLong;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.block.BlockVerification;
import org.holdfast.chain.bitcoin.block.CoinbaseHeight;
import org.holdfast.chain.bitcoin.header.Checkpoints;
import org.holdfast.chain.bitcoin.header.HeaderRules;
import org.holdfast.primitives.chain.ForkRules;

/**
 * Where a run of blocks begins that is linked to no block of known height: by the genesis block, by a block whose
 * coinbase must carry its height, by a checkpoint, or by what the operator says.
 */
final class RunHeights {
    /** Blocks of version 1 carry no height. */
    private static final int VERSION_FROM = 2;

    private final BitcoinNetwork network;
    private final Checkpoints checkpoints;
    private final BlockVerification verification;
    private final OptionalLong said;
    private boolean saidIsTaken;

    /**
     * Heights for one plan.
     *
     * @param said the height of the first block of the one run whose height nothing else tells
     */
    RunHeights(BitcoinNetwork network, Checkpoints checkpoints, OptionalLong said) {
        this.network = network;
        this.checkpoints = checkpoints;
        this.verification = new BlockVerification(network);
        this.said = said;
    }

    /** The height of the first block of a run. Throws {@code InputFaultException} where it is not known. */
    long of(List<BlockFileIndex.Entry> run) {
        BlockFileIndex.Entry first = run.getFirst();
        if (first.header().hash().equals(network.genesis())) {
            return 0;
        }
        // A block that does not hold by itself is refused for that, not for its height.
        verification.check(BlockFileIndex.read(first), first.where());
        OptionalLong known = byCheckpoint(run);
        if (known.isEmpty()) {
            known = byCoinbase(run);
        }
        if (known.isEmpty() && said.isPresent() && !saidIsTaken) {
            saidIsTaken = true;
            known = said;
        }
        return known.orElseThrow(() -> unknown(first));
    }

    /** Refuses a height of the operator that none of these runs begins at. */
    void requireSaidIsUsed(List<Long> firstHeights) {
        if (said.isPresent() && !saidIsTaken && !firstHeights.isEmpty() && !firstHeights.contains(said.getAsLong())) {
            throw fault(
                    "bitcoin.import.height-contradicted",
                    "the files tell their heights, and not the one given",
                    "--height",
                    "one of " + firstHeights,
                    Long.toString(said.getAsLong()),
                    "leave --height out");
        }
    }

    private OptionalLong byCheckpoint(List<BlockFileIndex.Entry> run) {
        for (var checkpoint : checkpoints.blocks().entrySet()) {
            for (int i = 0; i < run.size(); i++) {
                if (run.get(i).header().hash().equals(checkpoint.getValue())) {
                    return OptionalLong.of(checkpoint.getKey() - i);
                }
            }
        }
        return OptionalLong.empty();
    }

    private OptionalLong byCoinbase(List<BlockFileIndex.Entry> run) {
        if (network.coinbaseHeightFrom() == ForkRules.Outputs.NEVER) {
            return OptionalLong.empty();
        }
        for (int i = 0; i < run.size(); i++) {
            BlockFileIndex.Entry entry = run.get(i);
            if ((int) entry.header().version() >= VERSION_FROM) {
                long height = CoinbaseHeight.vouchedFor(
                        network, verification.check(BlockFileIndex.read(entry), entry.where()));
                if (height != CoinbaseHeight.NONE) {
                    return OptionalLong.of(height - i);
                }
            }
        }
        return OptionalLong.empty();
    }

    private RuntimeException unknown(BlockFileIndex.Entry first) {
        String range = HeaderRules.heightsAround(network, first.header())
                .map(heights -> "; by its time and difficulty it is one of " + heights.from() + " to " + heights.to())
                .orElse("");
        return fault(
                "bitcoin.import.height-unknown",
                "the height of a block is not known",
                first.where() + ", block " + first.header().hash(),
                "a link to the genesis block or to a published block, or a coinbase that must carry its height (from "
                        + network.coinbaseHeightFrom() + " on " + network.label() + ")",
                "none of these" + range + (saidIsTaken ? "; --height is that of another run of blocks" : ""),
                "name its height with --height, or as --checkpoint HEIGHT:HASH, or import the blocks before it too");
    }
}

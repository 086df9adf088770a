package org.holdfast.chain.bitcoin.header;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitcoinj.core.CheckpointManager;
import org.bitcoinj.core.NetworkParameters;
import org.bitcoinj.core.StoredBlock;
import org.bitcoinj.params.MainNetParams;
import org.bitcoinj.params.SigNetParams;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.block.BlockFault;
import org.holdfast.chain.bitcoin.block.BlockHeader;
import org.holdfast.primitives.BlockHash;

/**
 * What is known of the difficulty periods of a network without its headers: hash, target and time of the first block of
 * each. They are the checkpoints that come with bitcoinj 0.17.1 (main network to height 878,976, signet to 229,824); a
 * test recomputes their proof of work, and the total work from one to the next.
 *
 * <p>So a block that stands alone is held to its height: inside the known periods to the one right target and to the
 * time of its period, after them to a least share of the last known work. A block of a test network cannot pass for one
 * of the main network.
 */
final class KnownPeriods {
    /**
     * A block after the known periods has at least this share of the last known work, as a divisor. The work of the
     * main network has never fallen below half of an earlier value since 2013.
     */
    static final int LEAST_SHARE = 16;

    /** How far the time of a block may lie outside its period: miners may be wrong by two hours in either direction. */
    static final long TIME_SLACK_SECONDS = 86_400;

    private static final KnownPeriods NONE = new KnownPeriods("", List.of());
    private static final Map<BitcoinNetwork, KnownPeriods> ALL = new EnumMap<>(Map.of(
            BitcoinNetwork.MAINNET, read(BitcoinNetwork.MAINNET, MainNetParams.get()),
            BitcoinNetwork.SIGNET, read(BitcoinNetwork.SIGNET, SigNetParams.get())));

    /** The first block of a period. */
    record Period(BlockHash firstBlock, long bits, long timeSeconds) {}

    private final String network;
    private final List<Period> periods;

    private KnownPeriods(String network, List<Period> periods) {
        this.network = network;
        this.periods = List.copyOf(periods);
    }

    static KnownPeriods of(BitcoinNetwork network) {
        return ALL.getOrDefault(network, NONE);
    }

    /** For a network of which nothing is known. */
    static KnownPeriods none() {
        return NONE;
    }

    private static KnownPeriods read(BitcoinNetwork network, NetworkParameters parameters) {
        try {
            var manager = new CheckpointManager(parameters, CheckpointManager.openStream(parameters));
            Deque<Period> periods = new ArrayDeque<>();
            StoredBlock block = manager.getCheckpointBefore(Instant.MAX);
            while (block.getHeight() > 0) {
                periods.addFirst(period(block));
                block = manager.getCheckpointBefore(block.getHeader().time().minusSeconds(1));
            }
            periods.addFirst(period(block));
            return new KnownPeriods(network.label(), List.copyOf(periods));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Period period(StoredBlock block) {
        var header = block.getHeader();
        return new Period(
                BlockHash.ofDisplayBytes(header.getHash().getBytes()),
                header.getDifficultyTarget(),
                header.time().getEpochSecond());
    }

    /** Whether a block of the network is held to its height by anything here. */
    boolean isKnown() {
        return !periods.isEmpty();
    }

    List<Period> periods() {
        return periods;
    }

    /** Throws {@code InputFaultException} where a header cannot stand at a height. */
    void check(BlockHeader header, long height, String place) {
        if (periods.isEmpty()) {
            return;
        }
        int index = (int) Math.min(height / HeaderRules.RETARGET_BLOCKS, periods.size());
        if (index == periods.size()) {
            checkAfter(header, place);
            return;
        }
        Period period = periods.get(index);
        if (height % HeaderRules.RETARGET_BLOCKS == 0 && !header.hash().equals(period.firstBlock())) {
            throw BlockFault.fault(
                    "bitcoin.header.not-the-checkpoint",
                    "a block is not the one that a checkpoint names",
                    place,
                    period.firstBlock().toString(),
                    header.hash().toString());
        }
        if (header.bits() != period.bits()) {
            throw fault(
                    "bitcoin.header.wrong-difficulty",
                    "a block has another difficulty than all blocks of its height on " + network,
                    place,
                    "%08x in compact form".formatted(period.bits()),
                    "%08x".formatted(header.bits()));
        }
        long from = period.timeSeconds() - TIME_SLACK_SECONDS;
        boolean open = index + 1 == periods.size();
        long to = open ? Long.MAX_VALUE : periods.get(index + 1).timeSeconds() + TIME_SLACK_SECONDS;
        if (header.timeSeconds() < from || header.timeSeconds() > to) {
            throw fault(
                    "bitcoin.header.another-time",
                    "a block was not made in the time of its height on " + network,
                    place,
                    Instant.ofEpochSecond(from) + (open ? " or later" : " to " + Instant.ofEpochSecond(to)),
                    Instant.ofEpochSecond(header.timeSeconds()).toString());
        }
    }

    /** The heights at which a header can stand; empty where it can stand in none of the known periods. */
    Optional<HeaderRules.Heights> heightsAround(BlockHeader header) {
        long from = -1;
        long to = -1;
        for (int i = 0; i + 1 < periods.size(); i++) {
            boolean inTime = header.timeSeconds() >= periods.get(i).timeSeconds() - TIME_SLACK_SECONDS
                    && header.timeSeconds() <= periods.get(i + 1).timeSeconds() + TIME_SLACK_SECONDS;
            if (inTime && header.bits() == periods.get(i).bits()) {
                from = from < 0 ? (long) i * HeaderRules.RETARGET_BLOCKS : from;
                to = (i + 1L) * HeaderRules.RETARGET_BLOCKS - 1;
            }
        }
        return from < 0 ? Optional.empty() : Optional.of(new HeaderRules.Heights(from, to));
    }

    private void checkAfter(BlockHeader header, String place) {
        Period last = periods.getLast();
        BigInteger least = BlockHeader.work(last.bits()).divide(BigInteger.valueOf(LEAST_SHARE));
        if (header.work().compareTo(least) < 0 || header.timeSeconds() < last.timeSeconds() - TIME_SLACK_SECONDS) {
            throw fault(
                    "bitcoin.header.too-little-work",
                    "a block has less work, or is older, than any of its height on " + network,
                    place,
                    "at least " + least + " hashes, and " + Instant.ofEpochSecond(last.timeSeconds()) + " or later",
                    header.work() + " hashes, and " + Instant.ofEpochSecond(header.timeSeconds()));
        }
    }

    private static RuntimeException fault(String code, String what, String place, String expected, String got) {
        return BlockFault.fault(
                code,
                what,
                place,
                expected,
                got,
                "name the network of the block with --chain, and its right height; nothing of it was published");
    }
}

package org.holdfast.chain.bitcoin.header;

import static org.holdfast.chain.bitcoin.block.BlockFault.fault;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.block.BlockHeader;
import org.jspecify.annotations.Nullable;

/**
 * What a header owes to the headers before it: its link, its difficulty, its time; and to the checkpoints. Each rule is
 * checked where the headers that it needs are at hand, and left alone where they are not. Rules as in Bitcoin Core's
 * {@code pow.cpp} and {@code ContextualCheckBlockHeader}. That a header is not from the future is not checked: that
 * judges a clock, not a block.
 */
public final class HeaderRules {
    /** Blocks between two changes of difficulty. */
    static final int RETARGET_BLOCKS = 2_016;

    /** Blocks whose median time a block must be later than (BIP-113 names it). */
    static final int MEDIAN_BLOCKS = 11;

    private static final long SPACING_SECONDS = 600;
    private static final long PERIOD_SECONDS = RETARGET_BLOCKS * SPACING_SECONDS;
    /** One change of difficulty is at most fourfold. */
    private static final long STEP_MAX = 4;

    /** What a block may be earlier than its parent at a change of difficulty (BIP-94). */
    private static final long TIMEWARP_SECONDS = 600;

    /** Headers by height; null where one is not at hand. */
    public interface Ancestors {
        @Nullable
        BlockHeader at(long height);
    }

    /** What the difficulty of a header was held against. */
    public enum Difficulty {
        /** What is known of the network at its height. */
        KNOWN,
        /** The headers before it: as right as theirs. */
        AS_BEFORE,
        /** Nothing. */
        OPEN
    }

    private final BitcoinNetwork network;
    private final Checkpoints checkpoints;
    private final KnownPeriods known;

    public HeaderRules(BitcoinNetwork network, Checkpoints checkpoints) {
        this(network, checkpoints, KnownPeriods.of(network));
    }

    HeaderRules(BitcoinNetwork network, Checkpoints checkpoints, KnownPeriods known) {
        this.network = network;
        this.checkpoints = checkpoints;
        this.known = known;
    }

    /**
     * Checks a header in its place.
     *
     * @return what its difficulty was held against
     * @throws org.holdfast.primitives.InputFaultException where it breaks a rule
     */
    public Difficulty check(BlockHeader header, long height, Ancestors before, String where) {
        String place = where + ", block " + header.hash() + " at height " + height;
        checkCheckpoint(header, height, place);
        known.check(header, height, place);
        BlockHeader parent = before.at(height - 1);
        if (parent != null && !parent.hash().equals(header.parent())) {
            throw fault(
                    "bitcoin.header.not-linked",
                    "a header does not follow the one before it",
                    place,
                    parent.hash().toString(),
                    header.parent().toString());
        }
        checkTime(header, height, before, place);
        OptionalLong bits = expectedBits(header, height, before);
        if (bits.isPresent() && bits.getAsLong() != header.bits()) {
            throw fault(
                    "bitcoin.header.wrong-difficulty",
                    "a header has another difficulty than the blocks before it ask for",
                    place,
                    "%08x in compact form".formatted(bits.getAsLong()),
                    "%08x".formatted(header.bits()));
        }
        if (height == 0 || known.isKnown() || network.fixedDifficulty()) {
            return Difficulty.KNOWN;
        }
        return bits.isPresent() ? Difficulty.AS_BEFORE : Difficulty.OPEN;
    }

    /** Heights from one to another, both included. */
    public record Heights(long from, long to) {}

    /** The heights at which a header can stand by its time and difficulty; empty where nothing is known of them. */
    public static Optional<Heights> heightsAround(BitcoinNetwork network, BlockHeader header) {
        return KnownPeriods.of(network).heightsAround(header);
    }

    private void checkCheckpoint(BlockHeader header, long height, String place) {
        var vouchedFor = checkpoints.at(height);
        boolean otherGenesis = height == 0 && !header.hash().equals(network.genesis());
        if (otherGenesis
                || vouchedFor.filter(hash -> !hash.equals(header.hash())).isPresent()) {
            throw fault(
                    "bitcoin.header.not-the-checkpoint",
                    "a block is not the one that a checkpoint names",
                    place,
                    vouchedFor.orElse(network.genesis()).toString(),
                    header.hash().toString());
        }
    }

    private void checkTime(BlockHeader header, long height, Ancestors before, String place) {
        OptionalLong median = medianTime(height, before);
        if (median.isPresent() && header.timeSeconds() <= median.getAsLong()) {
            throw fault(
                    "bitcoin.header.too-early",
                    "a header is not later than the median of the eleven before it",
                    place,
                    "later than " + median.getAsLong() + " s",
                    header.timeSeconds() + " s");
        }
        BlockHeader parent = before.at(height - 1);
        boolean change = height > 0 && height % RETARGET_BLOCKS == 0;
        if (network.warpGuarded()
                && change
                && parent != null
                && header.timeSeconds() < parent.timeSeconds() - TIMEWARP_SECONDS) {
            throw fault(
                    "bitcoin.header.timewarp",
                    "the first header of a difficulty period is too long before the last of the one before (BIP-94)",
                    place,
                    "at least " + (parent.timeSeconds() - TIMEWARP_SECONDS) + " s",
                    header.timeSeconds() + " s");
        }
    }

    /** Empty where fewer than eleven are at hand, unless the chain has no more. */
    private static OptionalLong medianTime(long height, Ancestors before) {
        int count = (int) Math.min(MEDIAN_BLOCKS, height);
        if (count == 0) {
            return OptionalLong.empty();
        }
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            BlockHeader header = before.at(height - 1 - i);
            if (header == null) {
                return OptionalLong.empty();
            }
            times[i] = header.timeSeconds();
        }
        Arrays.sort(times);
        return OptionalLong.of(times[count / 2]);
    }

    /** The target that a block must have, in compact form; empty if the known headers do not decide it. */
    OptionalLong expectedBits(BlockHeader header, long height, Ancestors before) {
        if (network.fixedDifficulty() || height == 0) {
            return OptionalLong.of(compact(network.targetMax()));
        }
        BlockHeader parent = before.at(height - 1);
        if (parent == null) {
            return OptionalLong.empty();
        }
        if (height % RETARGET_BLOCKS == 0) {
            return retarget(parent, before.at(height - RETARGET_BLOCKS));
        }
        if (!network.easyAfterSilence()) {
            return OptionalLong.of(parent.bits());
        }
        long easiest = compact(network.targetMax());
        return header.timeSeconds() > parent.timeSeconds() + 2 * SPACING_SECONDS
                ? OptionalLong.of(easiest)
                : lastRealBits(height - 1, before, easiest);
    }

    /** On test networks a block after twenty minutes of silence is easy; the next one goes back to the real target. */
    private static OptionalLong lastRealBits(long from, Ancestors before, long easiest) {
        for (long height = from; ; height--) {
            BlockHeader header = before.at(height);
            if (header == null) {
                return OptionalLong.empty();
            }
            if (height % RETARGET_BLOCKS == 0 || header.bits() != easiest) {
                return OptionalLong.of(header.bits());
            }
        }
    }

    /**
     * The period is measured from its first block to its last, 2,015 steps and not 2,016: an old mistake that is a
     * rule.
     */
    private OptionalLong retarget(BlockHeader last, @Nullable BlockHeader first) {
        if (first == null) {
            return OptionalLong.empty();
        }
        long took = Math.clamp(
                last.timeSeconds() - first.timeSeconds(), PERIOD_SECONDS / STEP_MAX, PERIOD_SECONDS * STEP_MAX);
        // BIP-94: the last block of a period may be an easy one; the first never is.
        BigInteger old = (network.warpGuarded() ? first : last).target();
        BigInteger target = old.multiply(BigInteger.valueOf(took)).divide(BigInteger.valueOf(PERIOD_SECONDS));
        return OptionalLong.of(compact(target.min(network.targetMax())));
    }

    /** The compact form of a target: one byte of length, three of leading digits, base 256. */
    public static long compact(BigInteger target) {
        int size = (target.bitLength() + 7) / 8;
        long mantissa = size <= 3
                ? target.shiftLeft(8 * (3 - size)).longValue()
                : target.shiftRight(8 * (size - 3)).longValue();
        if ((mantissa & 0x0080_0000) != 0) { // The highest bit would be a sign.
            mantissa >>>= 8;
            size++;
        }
        return mantissa | ((long) size << 24);
    }
}

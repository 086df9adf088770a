package org.holdfast.chain.bitcoin.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.block.RawBlockReader;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.TxId;
import org.holdfast.testkit.RealData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proofs on block 830000: made here, and as a node's {@code gettxoutproof} gave them. */
class InclusionProofTest {
    private static final BitcoinNetwork NETWORK = BitcoinNetwork.MAINNET;
    private static final int COUNT = 1_851;

    private static byte[] block() throws Exception {
        return Files.readAllBytes(RealData.require("bitcoin/mainnet-831328-831331/0830000.bin"));
    }

    private static List<TxId> txids() throws Exception {
        return new RawBlockReader(NETWORK).txids(block(), "file");
    }

    private static byte[] given(int position) throws Exception {
        return Files.readAllBytes(RealData.require("bitcoin/txoutproof/0830000-" + position + ".bin"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 100, 1000, 1850})
    void isTheNodesByteForByte(int position) throws Exception {
        TxId wanted = txids().get(position);
        byte[] made = InclusionProof.of(NETWORK, block(), Set.of(wanted)).bytes();
        assertThat(made).isEqualTo(given(position));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 100, 1000, 1850})
    void ofANodeProvesWhatItWasAskedFor(int position) throws Exception {
        var proven = InclusionProof.read(given(position)).verify(NETWORK, OptionalInt.of(COUNT));
        assertThat(proven.block()).hasToString("000000000000000000011d55599ed27d7efca05f5849b755319c89eb2cffbc1f");
        assertThat(proven.transactions()).containsExactly(new InclusionProof.Place(txids().get(position), position));
        assertThat(InclusionProof.read(given(position)).bytes()).isEqualTo(given(position));
    }

    @Test
    void allFilesOfTheDataSetAreTheSix() throws Exception {
        try (var files = Files.list(RealData.require("bitcoin/txoutproof"))) {
            assertThat(files.map(Path::toString).filter(f -> f.endsWith(".bin")))
                    .hasSize(6);
        }
    }

    @Test
    void canNameAnySetOfTransactions() throws Exception {
        List<TxId> txids = txids();
        byte[] header = Arrays.copyOf(block(), ProofForm.HEADER_BYTES);
        var random = new Random(830_000);
        for (int round = 0; round < 200; round++) {
            var positions = new TreeSet<Integer>();
            int size = 1 + random.nextInt(round % 10 == 0 ? COUNT : 8);
            random.ints(size, 0, COUNT).forEach(positions::add);
            var wanted = new HashSet<TxId>();
            positions.forEach(position -> wanted.add(txids.get(position)));
            var proof =
                    InclusionProof.read(InclusionProof.of(header, txids, wanted).bytes());
            var proven = proof.verify(NETWORK, OptionalInt.of(COUNT)).transactions();
            assertThat(proven.stream().map(InclusionProof.Place::position)).containsExactlyElementsOf(positions);
            assertThat(proven).allMatch(place -> txids.get(place.position()).equals(place.txid()));
        }
    }

    /** A changed byte is refused, or leaves a proof of what is true: a flag can name the neighbour that is there. */
    @Test
    void withAnyByteChangedProvesNothingUntrue() throws Exception {
        List<TxId> txids = txids();
        int refused = 0;
        int tries = 0;
        for (int position : new int[] {0, 1, 10, 100, 1000, 1850}) {
            byte[] good = given(position);
            for (int at = 0; at < good.length; at++) {
                for (int bit = 0; bit < 8; bit++) {
                    byte[] bad = good.clone();
                    bad[at] ^= (byte) (1 << bit);
                    tries++;
                    try {
                        var proven = InclusionProof.read(bad).verify(NETWORK, OptionalInt.of(COUNT));
                        assertThat(proven.transactions())
                                .allMatch(place -> txids.get(place.position()).equals(place.txid()));
                    } catch (InputFaultException refusal) {
                        refused++;
                    }
                }
            }
        }
        // Of each proof's flags only the neighbour's can be turned into another true proof.
        assertThat(tries - refused).isLessThanOrEqualTo(6);
        assertThat(tries).isEqualTo((5 * 473 + 345) * 8);
    }

    @Test
    void withAnyCutOrMoreBytesIsRefused() throws Exception {
        byte[] good = given(10);
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> InclusionProof.read(cut)).hasMessageContaining("bitcoin.proof.unreadable");
        }
        assertThatThrownBy(() -> InclusionProof.read(Arrays.copyOf(good, good.length + 1)))
                .hasMessageContaining("bitcoin.proof.unreadable");
    }

    @Test
    void withALongerCountThanNeededIsRefused() throws Exception {
        byte[] good = given(10);
        byte[] longer = new byte[good.length + 2];
        System.arraycopy(good, 0, longer, 0, 84);
        longer[84] = (byte) 0xFD;
        longer[85] = good[84];
        System.arraycopy(good, 85, longer, 87, good.length - 85);
        assertThatThrownBy(() -> InclusionProof.read(longer))
                .hasMessageContaining("bitcoin.proof.unreadable")
                .hasMessageContaining("shortest form");
    }

    @Test
    void withAnotherCountOfTransactionsIsRefusedWhereTheCountIsKnown() throws Exception {
        var good = InclusionProof.read(given(10));
        for (int count : new int[] {COUNT - 1, COUNT + 1}) {
            var bad = new InclusionProof(good.header(), count, good.hashes(), good.flags());
            assertThatThrownBy(() -> bad.verify(NETWORK, OptionalInt.of(COUNT)))
                    .hasMessageContaining("bitcoin.proof.impossible");
        }
        for (int count : new int[] {0, -1, InclusionProof.TRANSACTIONS_MAX + 1, 7, 4_000}) {
            var bad = new InclusionProof(good.header(), count, good.hashes(), good.flags());
            assertThatThrownBy(() -> bad.verify(NETWORK, OptionalInt.empty()))
                    .as("%d transactions", count)
                    .isInstanceOf(InputFaultException.class)
                    .hasMessageContaining("bitcoin.proof.");
        }
    }

    @Test
    void thatLacksOrAddsAHashIsRefused() throws Exception {
        var good = InclusionProof.read(given(10));
        var less = good.hashes().subList(0, good.hashes().size() - 1);
        var more = new ArrayList<>(good.hashes());
        more.add(Hash256.ZERO);
        for (List<Hash256> hashes : List.of(less, more, List.<Hash256>of())) {
            var bad = new InclusionProof(good.header(), COUNT, hashes, good.flags());
            assertThatThrownBy(() -> bad.verify(NETWORK, OptionalInt.of(COUNT)))
                    .hasMessageContaining("bitcoin.proof.impossible");
        }
        var noFlags = new InclusionProof(good.header(), COUNT, good.hashes(), new byte[0]);
        assertThatThrownBy(() -> noFlags.verify(NETWORK, OptionalInt.of(COUNT)))
                .hasMessageContaining("bitcoin.proof.impossible");
    }

    @Test
    void thatNamesNoTransactionIsRefused() throws Exception {
        byte[] header = Arrays.copyOf(block(), ProofForm.HEADER_BYTES);
        byte[] root = Arrays.copyOfRange(header, ProofForm.ROOT_AT, ProofForm.ROOT_AT + 32);
        var nothing = new InclusionProof(header, COUNT, List.of(Hash256.ofBitcoinInternalBytes(root)), new byte[1]);
        assertThatThrownBy(() -> nothing.verify(NETWORK, OptionalInt.of(COUNT)))
                .hasMessageContaining("bitcoin.proof.empty");
    }

    @Test
    void isNotMadeForWhatIsNotInTheBlock() throws Exception {
        byte[] block = block();
        var stranger = TxId.parse("00".repeat(32));
        assertThatThrownBy(() -> InclusionProof.of(NETWORK, block, Set.of(stranger)))
                .hasMessageContaining("bitcoin.proof.not-in-block");
        assertThatThrownBy(() -> InclusionProof.of(NETWORK, block, Set.of()))
                .hasMessageContaining("bitcoin.proof.not-in-block");
        var others = new ArrayList<>(txids());
        others.removeLast();
        assertThatThrownBy(() -> InclusionProof.of(Arrays.copyOf(block, 80), others, Set.of(others.getFirst())))
                .hasMessageContaining("bitcoin.proof.root-mismatch");
    }

    @Test
    void withTwoEqualNeighboursIsRefused() throws Exception {
        List<TxId> txids = txids();
        byte[] header = Arrays.copyOf(block(), ProofForm.HEADER_BYTES);
        // The last transaction stands alone on its level; naming it twice gives the same root for one more.
        var doubled = new ArrayList<>(txids);
        doubled.add(txids.getLast());
        var proof = InclusionProof.of(header, doubled, Set.of(txids.getLast()));
        assertThatThrownBy(() -> proof.verify(NETWORK, OptionalInt.empty())).hasMessageContaining("CVE-2012-2459");
    }
}

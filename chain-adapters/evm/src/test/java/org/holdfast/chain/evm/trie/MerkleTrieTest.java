package org.holdfast.chain.evm.trie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.primitives.InputFaultException;
import org.junit.jupiter.api.Test;

class MerkleTrieTest {
    @Test
    void theEmptyTrieHasTheKnownRoot() {
        assertThat(MerkleTrie.ofIndexed(List.of()).root())
                .hasToString("56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
    }

    /** The example of the Ethereum wiki: do, dog, doge, horse. */
    @Test
    void theExampleOfTheSpecificationHasItsRoot() {
        var trie = MerkleTrie.of(Map.of(
                text("do"), text("verb"),
                text("dog"), text("puppy"),
                text("doge"), text("coin"),
                text("horse"), text("stallion")));
        assertThat(trie.root()).hasToString("5991bb8c6514148a29db676a14ac506cd2cd5775ace63c30a4fe457715e9ac84");
        assertThat(TrieProof.verify(trie.root(), text("doge"), trie.prove(text("doge"))))
                .contains(text("coin"));
        assertThat(TrieProof.verify(trie.root(), text("dogs"), trie.prove(text("dogs"))))
                .isEmpty();
    }

    @Test
    void provesWhatIsThereAndWhatIsNot() {
        qt().withExamples(300)
                .forAll(
                        lists().of(integers().between(0, 5_000)).ofSizeBetween(1, 60),
                        integers().between(0, 5_000))
                .checkAssert((numbers, asked) -> {
                    var entries = new HashMap<Bytes, Bytes>();
                    for (int number : numbers) {
                        entries.put(key(number), Bytes.of(new byte[1 + number % 60]));
                    }
                    var trie = MerkleTrie.of(entries);
                    Bytes key = key(asked);
                    assertThat(TrieProof.verify(trie.root(), key, trie.prove(key))
                                    .orElse(Bytes.EMPTY))
                            .isEqualTo(entries.getOrDefault(key, Bytes.EMPTY));
                });
    }

    @Test
    void aProofWithAnyByteChangedDoesNotHold() {
        var values = new ArrayList<Bytes>();
        for (int i = 0; i < 200; i++) {
            values.add(Bytes.of(new byte[40]).plus(Bytes.ofNumber(i)));
        }
        var trie = MerkleTrie.ofIndexed(values);
        Bytes key = MerkleTrie.indexKey(137);
        List<Bytes> proof = trie.prove(key);
        for (int node = 0; node < proof.size(); node++) {
            for (int at = 0; at < proof.get(node).size(); at++) {
                byte[] changed = proof.get(node).toArray();
                changed[at] ^= 1;
                var tampered = new ArrayList<>(proof);
                tampered.set(node, Bytes.of(changed));
                assertThatThrownBy(() -> TrieProof.verify(trie.root(), key, tampered))
                        .isInstanceOf(InputFaultException.class);
            }
        }
        var longer = new ArrayList<>(proof);
        longer.add(proof.getLast());
        assertThatThrownBy(() -> TrieProof.verify(trie.root(), key, longer)).hasMessageContaining("evm.proof.broken");
        var shorter = proof.subList(0, proof.size() - 1);
        assertThatThrownBy(() -> TrieProof.verify(trie.root(), key, shorter)).hasMessageContaining("evm.proof.broken");
        assertThatThrownBy(() -> TrieProof.verify(trie.root(), key, List.of())).hasMessageContaining("no node");
    }

    private static Bytes key(int number) {
        return Bytes.of(Keccak.hash(Bytes.ofNumber(number)).displayBytes()).slice(0, 4);
    }

    private static Bytes text(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}

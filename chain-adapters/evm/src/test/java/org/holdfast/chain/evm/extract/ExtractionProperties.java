package org.holdfast.chain.evm.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.chain.evm.SampleBlocks.address;
import static org.holdfast.chain.evm.SampleBlocks.block;
import static org.holdfast.chain.evm.SampleBlocks.header;
import static org.holdfast.chain.evm.SampleBlocks.receipt;
import static org.holdfast.chain.evm.SampleBlocks.sender;
import static org.holdfast.chain.evm.SampleBlocks.transaction;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.holdfast.chain.evm.block.EvmBlock;
import org.holdfast.chain.evm.block.EvmLog;
import org.holdfast.chain.evm.block.EvmReceipt;
import org.holdfast.chain.evm.block.EvmTransaction;
import org.holdfast.chain.evm.call.BlockCalls;
import org.holdfast.chain.evm.call.CallFrame;
import org.holdfast.chain.evm.call.CallKind;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.conversion.BridgeRules;
import org.holdfast.chain.evm.conversion.SwapRules;
import org.holdfast.chain.evm.issuer.IntentRules;
import org.holdfast.chain.evm.issuer.IssuerRules;
import org.holdfast.chain.evm.ledger.TokenLedger;
import org.holdfast.chain.evm.movement.BlockLedger;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.movement.LedgerEntry.Movement;
import org.holdfast.chain.evm.movement.Phase;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.chain.evm.network.Mainnet;
import org.holdfast.chain.evm.records.AccountRecords;
import org.holdfast.chain.evm.token.TransferRules;
import org.holdfast.primitives.Hash256;
import org.holdfast.testkit.Campaign;
import org.junit.jupiter.api.Test;

/** Blocks of any shape: random calls that revert anywhere, logs of random bytes under real topics. */
class ExtractionProperties {
    private static final EvmNetwork NETWORK = Mainnet.network();
    private static final int EXAMPLES = Campaign.size(300, 1_500);
    private static final List<Hash256> TOPICS = Stream.of(
                    TransferRules.RULES, IssuerRules.RULES, IntentRules.RULES, SwapRules.RULES, BridgeRules.RULES)
            .map(Map::keySet)
            .flatMap(Collection::stream)
            .sorted()
            .toList();
    private static final List<EvmAddress> PARTIES = Stream.concat(
                    Stream.of(Mainnet.USDT, Mainnet.WETH, Mainnet.PYUSD, EvmAddress.ZERO, Mainnet.TETHER_WALLET),
                    Stream.of(1, 2, 3, 4).map(n -> address(n)))
            .toList();

    @Test
    void positionsRiseStrictlyAndNativeValueIsConserved() {
        qt().withExamples(EXAMPLES).forAll(longs().all()).checkAssert(seed -> {
            BlockLedger ledger = random(seed);
            List<LedgerEntry> entries = ledger.entries();
            for (int i = 1; i < entries.size(); i++) {
                assertThat(entries.get(i - 1)
                                .position()
                                .compareTo(entries.get(i).position()))
                        .isNegative();
            }
            var folded = new TokenLedger();
            folded.apply(entries);
            var supply = folded.supply(NETWORK.nativeAsset());
            assertThat(folded.total(NETWORK.nativeAsset()))
                    .isEqualTo(supply.issued().subtract(supply.ended()));
            assertThat(ledger).isEqualTo(random(seed));
        });
    }

    @Test
    void onlyFramesWithoutRevertedAncestorsMoveValue() {
        qt().withExamples(EXAMPLES).forAll(longs().all()).checkAssert(seed -> {
            var block = new RandomBlock(seed).build();
            var moved = new Extraction(NETWORK)
                    .of(block.block, block.calls).entries().stream()
                            .filter(e -> e.position().phase() == Phase.CALL)
                            .map(Movement.class::cast)
                            .map(m -> m.amount().value())
                            .toList();
            assertThat(moved).isEqualTo(block.expectedValues());
        });
    }

    @Test
    void everyEntryStandsInTheRecordsOnce() {
        qt().withExamples(EXAMPLES / 5).forAll(longs().all()).checkAssert(seed -> {
            BlockLedger ledger = random(seed);
            var records = new AccountRecords(NETWORK).of(ledger, false);
            long entries = 0;
            long transactions = 0;
            for (var record : records.content()) {
                var batch = record.getAccountTransactions();
                entries += batch.getBlockEntriesCount();
                for (var transaction : batch.getTransactionsList()) {
                    entries += transaction.getEntriesCount();
                    transactions += transaction.getLastPart() ? 1 : 0;
                }
            }
            var counts = records.sealed().getAccount();
            assertThat(entries).isEqualTo(ledger.entries().size()).isEqualTo(counts.getEntryCount());
            assertThat(transactions).isEqualTo(records.sealed().getTransactionCount());
        });
    }

    private static BlockLedger random(long seed) {
        var made = new RandomBlock(seed).build();
        return new Extraction(NETWORK).of(made.block, made.calls);
    }

    private record Made(EvmBlock block, BlockCalls.Traced calls) {
        /** Value of each frame that took effect, in order of execution, found without the extraction. */
        List<BigInteger> expectedValues() {
            var values = new ArrayList<BigInteger>();
            calls.roots().forEach(root -> collect(root, false, values));
            return values;
        }

        private static void collect(CallFrame frame, boolean undone, List<BigInteger> values) {
            boolean gone = undone || frame.error() != null;
            boolean value = frame.kind() == CallKind.CALL || frame.kind() == CallKind.CREATE;
            if (!gone && value && frame.value().signum() != 0) {
                values.add(frame.value());
            }
            frame.children().forEach(child -> collect(child, gone, values));
        }
    }

    private static final class RandomBlock {
        private static final List<CallKind> KINDS = List.of(
                CallKind.CALL,
                CallKind.CALL,
                CallKind.DELEGATECALL,
                CallKind.STATICCALL,
                CallKind.CALLCODE,
                CallKind.CREATE);
        private final SplittableRandom random;

        RandomBlock(long seed) {
            this.random = new SplittableRandom(seed);
        }

        Made build() {
            var transactions = new ArrayList<EvmTransaction>();
            var receipts = new ArrayList<EvmReceipt>();
            var roots = new ArrayList<CallFrame>();
            long gas = 0;
            int count = random.nextInt(4);
            for (int i = 0; i < count; i++) {
                EvmAddress to = party();
                CallFrame root = frame(CallKind.CALL, sender(i), to, 0);
                gas += 21_000 + random.nextInt(100_000);
                transactions.add(transaction(i, to, root.value(), 7 + random.nextInt(100), random.nextInt(9), 0));
                boolean success = root.error() == null;
                EvmLog[] logs = success ? logs() : new EvmLog[0];
                receipts.add(receipt(success, gas, logs));
                roots.add(root);
            }
            return new Made(
                    block(header(100, 0, 7L, 0L), transactions, receipts), new BlockCalls.Traced(roots, List.of()));
        }

        private CallFrame frame(CallKind kind, EvmAddress from, EvmAddress to, int depth) {
            var children = new ArrayList<CallFrame>();
            int count = depth > 3 ? 0 : random.nextInt(4);
            for (int i = 0; i < count; i++) {
                children.add(frame(KINDS.get(random.nextInt(KINDS.size())), to, party(), depth + 1));
            }
            String error = random.nextInt(4) == 0 ? "execution reverted" : null;
            return new CallFrame(kind, from, to, BigInteger.valueOf(random.nextInt(1_000)), bytes(), error, children);
        }

        private EvmLog[] logs() {
            var logs = new EvmLog[random.nextInt(8)];
            for (int i = 0; i < logs.length; i++) {
                var topics = new ArrayList<Hash256>();
                if (random.nextInt(20) > 0) {
                    topics.add(TOPICS.get(random.nextInt(TOPICS.size())));
                    int more = random.nextInt(4);
                    for (int t = 0; t < more; t++) {
                        topics.add(word());
                    }
                }
                logs[i] = new EvmLog(party(), topics, bytes());
            }
            return logs;
        }

        /** Any bytes, but mostly words that could be what the rules look for. */
        private Bytes bytes() {
            Bytes bytes = Bytes.EMPTY;
            int words = random.nextInt(20);
            for (int i = 0; i < words; i++) {
                bytes = bytes.plus(Bytes.of(word().displayBytes()));
            }
            return random.nextInt(4) > 0 ? bytes : bytes.plus(Bytes.of(new byte[random.nextInt(31)]));
        }

        private Hash256 word() {
            return switch (random.nextInt(4)) {
                case 0 -> new Hash256(0, 0, 0, random.nextInt(20) * 32L);
                case 1 -> Bytes.of(new byte[12]).plus(party().bytes()).hash();
                case 2 -> new Hash256(-1, -1, -1, random.nextLong());
                default -> new Hash256(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
            };
        }

        private EvmAddress party() {
            return PARTIES.get(random.nextInt(PARTIES.size()));
        }
    }
}

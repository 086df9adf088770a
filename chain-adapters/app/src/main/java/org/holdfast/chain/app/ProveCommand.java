package org.holdfast.chain.app;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import org.holdfast.chain.app.kafka.KafkaStoredBlocks;
import org.holdfast.chain.app.proof.StoredBlock;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.proof.InclusionProof;
import org.holdfast.chain.bitcoin.proof.StoredTransaction;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.TxId;
import org.holdfast.records.chain.v1.UtxoTransactions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proofs of inclusion for evidence, in the form of a node's {@code gettxoutproof}. */
final class ProveCommand {
    private ProveCommand() {}

    @Command(name = "prove", description = "Proves from the published blocks that a block contains transactions.")
    static final class Make implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Option(names = "--chain", description = "mainnet, testnet4, signet, regtest or a CAIP-2 id.")
        private String chain = "mainnet";

        @Mixin
        private BrokerOptions broker = new BrokerOptions();

        @Option(names = "--height", required = true, description = "The height of the block.")
        private long height;

        @Option(
                names = "--with-transactions",
                description = "Also prints each transaction without witnesses, the bytes that its id commits to.")
        private boolean withTransactions;

        @Parameters(arity = "1..*", paramLabel = "TXID", description = "Transactions of one block.")
        private List<String> txids = List.of();

        @Override
        public Integer call() {
            BitcoinNetwork network = BitcoinNetwork.named(chain);
            var wanted = new LinkedHashSet<TxId>();
            txids.forEach(txid -> wanted.add(TxId.parse(txid)));
            StoredBlock block = KafkaStoredBlocks.at(broker.access(), network.chain(), height)
                    .orElseThrow(() -> new InputFaultException(new InputFault(
                            "chain.proof.not-published",
                            "no block is published at this height",
                            network.chain().text(),
                            "the height of a block of the active chain",
                            Long.toString(height),
                            "import or follow the chain that far")));
            requireChecked(block);
            List<TxId> inBlock = block.txids();
            var proof = InclusionProof.of(block.header(), inBlock, wanted);
            proof.verify(network, OptionalInt.of(inBlock.size()));
            PrintWriter out = spec.commandLine().getOut();
            out.println(HexFormat.of().formatHex(proof.bytes()));
            if (withTransactions) {
                Map<TxId, StoredTransaction> stored = stored(block, wanted);
                wanted.forEach(txid ->
                        out.println(Objects.requireNonNull(stored.get(txid)).hex()));
            }
            return 0;
        }

        /** A proof shows that a block has a transaction; who made the block is shown by its difficulty alone. */
        private static void requireChecked(StoredBlock block) {
            if (block.sealed().getDifficultyUnchecked()) {
                throw new InputFaultException(new InputFault(
                        "chain.proof.difficulty-unchecked",
                        "the difficulty of a block could not be checked when it was published",
                        "block " + block.ref(),
                        "a block whose difficulty is known to be right",
                        "one that anybody can have made",
                        "import the chain from its genesis block into a new data directory, or follow a node"));
            }
        }

        private static Map<TxId, StoredTransaction> stored(StoredBlock block, Set<TxId> wanted) {
            var found = new HashMap<TxId, StoredTransaction>();
            for (UtxoTransactions batch : block.utxoTransactions()) {
                for (int i = 0; i < batch.getTransactionsCount(); i++) {
                    var txid = TxId.ofDisplayBytes(
                            batch.getTransactions(i).getTxid().toByteArray());
                    if (wanted.contains(txid)) {
                        found.put(txid, StoredTransaction.of(batch, i));
                    }
                }
            }
            return found;
        }
    }

    @Command(name = "verify-proof", description = "Checks a proof by itself and says what it proves.")
    static final class Check implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Option(names = "--chain", description = "mainnet, testnet4, signet, regtest or a CAIP-2 id.")
        private String chain = "mainnet";

        @Parameters(
                index = "0",
                paramLabel = "PROOF",
                description = "In hexadecimal, as prove or a node's gettxoutproof gives it.")
        private String proof = "";

        @Parameters(
                index = "1..*",
                arity = "0..*",
                paramLabel = "TRANSACTION",
                description = "Transactions without witnesses, in hexadecimal: the proof must prove each of them.")
        private List<String> transactions = List.of();

        @Override
        public Integer call() {
            var proven =
                    InclusionProof.read(bytes("PROOF", proof)).verify(BitcoinNetwork.named(chain), OptionalInt.empty());
            var txids = new LinkedHashSet<TxId>();
            proven.transactions().forEach(place -> txids.add(place.txid()));
            for (String transaction : transactions) {
                TxId txid = StoredTransaction.id(bytes("TRANSACTION", transaction));
                if (!txids.contains(txid)) {
                    throw new InputFaultException(new InputFault(
                            "chain.proof.another-transaction",
                            "a proof does not prove a transaction that was given with it",
                            "TRANSACTION",
                            "a transaction whose id is one of " + txids,
                            txid.toString(),
                            "hand on the proof and the transactions of one call of prove"));
                }
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println("block " + proven.block());
            proven.transactions()
                    .forEach(place -> out.println("transaction " + place.txid() + " at " + place.position()));
            return 0;
        }

        private static byte[] bytes(String what, String hex) {
            try {
                return HexFormat.of().parseHex(hex.strip());
            } catch (IllegalArgumentException e) {
                throw new InputFaultException(new InputFault(
                        "chain.proof.not-hexadecimal",
                        "a proof or transaction is not in hexadecimal",
                        what,
                        "pairs of the digits 0 to 9 and a to f",
                        InputFault.quote(hex),
                        "hand it on as prove printed it"));
            }
        }
    }
}

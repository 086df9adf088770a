package org.holdfast.chain.app;

import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.holdfast.chain.app.kafka.KafkaStoredBlocks;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.proof.InclusionProof;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.TxId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proofs of inclusion for evidence, in the form of a node's {@code gettxoutproof}. */
final class ProveCommand {
    private ProveCommand() {}

    @Command(name = "prove", description = "Proves from the published blocks that transactions stand in a block.")
    static final class Make implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Option(names = "--chain", description = "mainnet, testnet4, signet, regtest or a CAIP-2 id.")
        private String chain = "mainnet";

        @Option(names = "--kafka", required = true, paramLabel = "HOST:PORT")
        private String kafka = "";

        @Parameters(arity = "1..*", paramLabel = "TXID", description = "Transactions of one block.")
        private List<String> txids = List.of();

        @Override
        public Integer call() {
            BitcoinNetwork network = BitcoinNetwork.named(chain);
            var wanted = new LinkedHashSet<TxId>();
            txids.forEach(txid -> wanted.add(TxId.parse(txid)));
            var block = KafkaStoredBlocks.holding(kafka, network.chain(), wanted)
                    .orElseThrow(() -> new InputFaultException(new InputFault(
                            "chain.proof.not-published",
                            "no published block holds what is to be proven",
                            network.chain().text(),
                            "transactions of one block of the active chain",
                            wanted.toString(),
                            "import or follow the chain that far, and name transactions of one block at a time")));
            var proof = InclusionProof.of(block.header(), block.txids(), wanted);
            proof.verify(network, OptionalInt.of(block.txids().size()));
            spec.commandLine().getOut().println(HexFormat.of().formatHex(proof.bytes()));
            return 0;
        }
    }

    @Command(name = "verify-proof", description = "Checks a proof by itself and says what it proves.")
    static final class Check implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Option(names = "--chain", description = "mainnet, testnet4, signet, regtest or a CAIP-2 id.")
        private String chain = "mainnet";

        @Parameters(paramLabel = "PROOF", description = "In hexadecimal, as prove or a node's gettxoutproof gives it.")
        private String proof = "";

        @Override
        public Integer call() {
            var proven = InclusionProof.read(bytes()).verify(BitcoinNetwork.named(chain), OptionalInt.empty());
            var out = spec.commandLine().getOut();
            out.println("block " + proven.block());
            proven.transactions()
                    .forEach(place -> out.println("transaction " + place.txid() + " at " + place.position()));
            return 0;
        }

        private byte[] bytes() {
            try {
                return HexFormat.of().parseHex(proof.strip());
            } catch (IllegalArgumentException e) {
                throw new InputFaultException(new InputFault(
                        "chain.proof.not-hexadecimal",
                        "a proof is not in hexadecimal",
                        "PROOF",
                        "pairs of the digits 0 to 9 and a to f",
                        InputFault.quote(proof),
                        "hand it on as prove printed it"));
            }
        }
    }
}

package org.holdfast.chain.evm.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.extract.Extraction;
import org.holdfast.chain.evm.ledger.BalanceCheck;
import org.holdfast.chain.evm.movement.BlockLedger;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.movement.LedgerEntry.Movement;
import org.holdfast.chain.evm.movement.LedgerEntry.MovementKind;
import org.holdfast.chain.evm.movement.LedgerEntry.Undecoded;
import org.holdfast.chain.evm.network.BalanceChecks;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.chain.evm.network.IssuerContract;
import org.holdfast.chain.evm.network.IssuerFamily;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.testservers.AnvilNode;
import org.holdfast.testservers.EvmBalances;
import org.holdfast.testservers.EvmTown;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Compares balances folded from movements with the node's, for every account and asset, after reorgs and a restart.
 * Tokens that
 * do not tell the truth are checked, so that they too come out to the last unit.
 */
class EvmReorgLedgerIT {
    private static final List<String> ODD = List.of("FeeOnTransfer", "Rebasing");

    @Test
    void balancesAreTheNodesInEveryBlockAfterReorgsAndARestart() {
        try (var node = AnvilNode.start()) {
            var town = new EvmTown(node, 9);
            town.build();
            long built = node.height();
            for (int depth : List.of(1, 10, 64)) {
                town.live((int) Math.max(2, built + depth - node.height()), 5);
                long fork = node.height() - depth;
                String lost = hash(node, fork + 1);
                node.reorg(depth);
                town.live(3, 20);
                assertThat(hash(node, fork + 1)).isNotEqualTo(lost);
                compare(node, town, fork);
            }
            node.restart();
            town.live(2, 20);
            // Every odd token was off somewhere, and no honest one ever.
            assertThat(compare(node, town, node.height() - 10))
                    .isEqualTo(contracts(town).stream()
                            .map(contract -> "eip155:" + AnvilNode.CHAIN + "/erc20:" + contract)
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void whatIsNotCheckedIsSaid() {
        try (var node = AnvilNode.start()) {
            var town = new EvmTown(node, 10);
            town.build();
            String issuer = town.people().getFirst();
            String friend = town.people().get(1);
            var none = new BalanceChecks(contracts(town), Set.of(), 1);
            town.sendMined(issuer, "FeeOnTransfer", 0, town.data("transfer(address,uint256)", friend, 1_000));
            // Only the two parties of the transfer are known, and only one of them may be asked.
            assertThat(shown(node, town, none))
                    .contains("1 balances were not checked: at most 1 a block are")
                    .hasSize(2);
            var parties = new BalanceChecks(contracts(town), Set.of(), 2);
            assertThat(shown(node, town, parties))
                    .containsExactly("the total supply changed by 0 beyond the movements, the checked balances by -20");
            // A contract that is no token answers no question about balances.
            EvmAddress wallet = EvmAddress.parse(town.contract("Wallet"));
            assertThat(shown(node, town, new BalanceChecks(Set.of(wallet), Set.of(wallet), 1)))
                    .containsExactly(
                            "the balance of " + wallet + " is not told by the contract",
                            "the total supply is not told by the contract");
            town.sendMined(issuer, "Rebasing", 0, town.data("rebase(uint256)", 500));
            assertThat(shown(node, town, parties))
                    .containsExactly("the total supply changed by 500 beyond the movements, the checked balances by 0");
        }
    }

    /** The assets of which something was unexplained. */
    private static Set<String> compare(AnvilNode node, EvmTown town, long from) {
        var balances = new EvmBalances(node, town);
        var unexplained = new HashSet<String>();
        for (BlockLedger ledger : ledgers(node, town, new BalanceChecks(contracts(town), accounts(town), 64))) {
            for (LedgerEntry entry : ledger.entries()) {
                if (entry instanceof Movement moved) {
                    String asset = moved.asset().toString();
                    BigInteger amount = moved.amount().value();
                    balances.move(asset, text(moved.from()), text(moved.to()), amount);
                    if (moved.kind() == MovementKind.UNEXPLAINED) {
                        unexplained.add(asset);
                    }
                }
            }
            long height = ledger.block().header().number();
            if (height >= from) {
                assertThat(balances.differences(height)).as(balances.extent()).isEmpty();
            }
        }
        return unexplained;
    }

    private static List<String> shown(AnvilNode node, EvmTown town, BalanceChecks checks) {
        return ledgers(node, town, checks).getLast().entries().stream()
                .filter(Undecoded.class::isInstance)
                .map(entry -> ((Undecoded) entry).reason())
                .toList();
    }

    private static List<BlockLedger> ledgers(AnvilNode node, EvmTown town, BalanceChecks checks) {
        EvmNetwork network = network(town).withChecks(checks);
        var settings = new NodeSettings(
                new ChainId("eip155:" + AnvilNode.CHAIN),
                node.http(),
                null,
                NodeSettings.Parts.USUAL,
                NodeSettings.Finality.FINALIZED,
                NodeSettings.Limits.USUAL);
        var extraction = new Extraction(network);
        var check = new BalanceCheck(network);
        var ledgers = new ArrayList<BlockLedger>();
        try (var calls = new NodeCalls(Web3jNode.at(settings), settings.limits())) {
            var blocks = new NodeBlocks(calls, settings);
            for (NodeBlock block : blocks.at(0, (int) node.height() + 1)) {
                ledgers.add(check.complete(extraction.of(block.block(), block.calls()), block.balances()));
            }
        }
        return ledgers;
    }

    private static String hash(AnvilNode node, long height) {
        return node.call("eth_getBlockByNumber", "0x" + Long.toHexString(height), false)
                .path("hash")
                .asString();
    }

    private static Set<EvmAddress> contracts(EvmTown town) {
        return ODD.stream().map(name -> EvmAddress.parse(town.contract(name))).collect(Collectors.toSet());
    }

    /** Everybody who is ever paid in an odd token. */
    private static Set<EvmAddress> accounts(EvmTown town) {
        return town.paid().stream().map(EvmAddress::parse).collect(Collectors.toSet());
    }

    private static EvmNetwork network(EvmTown town) {
        return EvmNetwork.of(Chains.named("anvil"))
                .withWrappedNative(Set.of(EvmAddress.parse(town.contract("WrappedEther"))))
                .withIssuers(
                        Set.of(
                                issuer(town, "TetherLike", IssuerFamily.TETHER),
                                issuer(town, "CircleLike", IssuerFamily.CIRCLE),
                                issuer(town, "PaxosLike", IssuerFamily.PAXOS)),
                        Set.of());
    }

    private static IssuerContract issuer(EvmTown town, String name, IssuerFamily family) {
        return new IssuerContract(EvmAddress.parse(town.contract(name)), family, null);
    }

    private static @Nullable String text(@Nullable EvmAddress address) {
        return address == null ? null : address.toString();
    }
}

package org.holdfast.chain.app.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.chain.evm.network.NetworkFile;
import org.holdfast.chain.evm.node.EvmBlockRecords;
import org.holdfast.chain.evm.node.EvmRpcBlockSource;
import org.holdfast.chain.evm.node.NodeSettings;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.chain.ChainProfile;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.testservers.AnvilNode;
import org.holdfast.testservers.EvmBalances;
import org.holdfast.testservers.EvmTown;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Compares an EVM node's chain with its topic. */
final class EvmAdapter {
    private EvmAdapter() {}

    static ChainId chain(AnvilNode node) {
        return Chains.evm(node.chain());
    }

    static BlockSource source(long chain, URI http, @Nullable URI websocket, Path contracts) {
        ChainProfile profile = Chains.profile(Chains.evm(chain));
        var settings = new NodeSettings(
                profile.chain(),
                http,
                websocket,
                NodeSettings.Parts.USUAL,
                NodeSettings.Finality.FINALIZED,
                NodeSettings.Limits.USUAL);
        var network = NetworkFile.read(EvmNetwork.of(profile), contracts);
        return EvmRpcBlockSource.open(settings, new EvmBlockRecords(network));
    }

    /** What an operator would say of the town's contracts. */
    static Path contracts(EvmTown town, Path folder) {
        var issuers = new ArrayList<Map<String, String>>();
        Map.of("TetherLike", "tether", "CircleLike", "circle", "PaxosLike", "paxos")
                .forEach((name, family) -> issuers.add(Map.of("contract", town.contract(name), "family", family)));
        var said = new HashMap<String, Object>();
        said.put("wrappedNative", List.of(town.contract("WrappedEther")));
        said.put("issuers", issuers);
        // Its logs do not tell of the fee, nor of who gets it.
        said.put("checkedTokens", List.of(town.contract("FeeOnTransfer")));
        said.put("checkedAccounts", List.of(town.people().getLast()));
        try {
            return Files.write(
                    folder.resolve("contracts.json"), JsonMapper.shared().writeValueAsBytes(said));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The topic's chain is the node's, block by block and record by record. */
    static EvmTopic requireEqual(String bootstrap, AnvilNode node, BlockSource fresh) {
        EvmTopic topic = EvmTopic.read(bootstrap, chain(node));
        BlockRef tip = fresh.segments().getLast().last();
        assertThat(topic.refs()).hasSize((int) tip.height() + 1).endsWith(tip);
        for (EvmTopic.Block block : topic.chain()) {
            var told = fresh.blockAt(block.ref().height()).orElseThrow();
            assertThat(told.ref()).isEqualTo(block.ref());
            assertThat(told.content()).isEqualTo(block.content());
        }
        return topic;
    }

    /** Everybody's balance of everything, folded from the topic, is what the node says, in every block. */
    static void requireBalances(EvmTopic topic, AnvilNode node, EvmTown town, long from) {
        // Whom it pays is not known beforehand, so not all of its holders are checked.
        String rebasing = chain(node) + "/erc20:" + town.contract("Rebasing");
        var balances = new EvmBalances(node, town);
        for (EvmTopic.Block block : topic.chain()) {
            EvmTopic.movements(block, m -> balances.move(m.asset(), m.from(), m.to(), m.amount()));
            if (block.ref().height() >= from) {
                var wrong = balances.differences(block.ref().height());
                wrong.remove(rebasing);
                assertThat(wrong).isEmpty();
            }
        }
    }
}

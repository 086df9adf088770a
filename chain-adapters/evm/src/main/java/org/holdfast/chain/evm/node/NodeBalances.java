package org.holdfast.chain.evm.node;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.chain.evm.ledger.StatedBalances;
import org.holdfast.chain.evm.node.NodeCalls.Answer;
import org.holdfast.chain.evm.node.NodeCalls.Call;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.holdfast.primitives.BlockHash;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Calls tokens at a block, named by hash (EIP-1898) so that a reorg cannot put another in its place. */
final class NodeBalances implements StatedBalances {
    private static final Bytes BALANCE_OF = Keccak.selector("balanceOf(address)");
    private static final Bytes TOTAL_SUPPLY = Keccak.selector("totalSupply()");
    private static final int WORD = 32;

    private final NodeCalls calls;

    NodeBalances(NodeCalls calls) {
        this.calls = calls;
    }

    @Override
    public List<@Nullable BigInteger> after(BlockHash block, List<Question> questions) {
        Map<String, Object> at = Map.of("blockHash", "0x" + block);
        var asked = new ArrayList<Call>(questions.size());
        for (Question question : questions) {
            Map<String, Object> call = Map.of(
                    "to", question.token().toString(), "data", data(question).toString());
            asked.add(Call.of("eth_call", call, at));
        }
        var numbers = new ArrayList<@Nullable BigInteger>(questions.size());
        for (Answer answer : calls.ask(asked)) {
            switch (answer) {
                case Answer.Result result -> numbers.add(number(result.value()));
                case Answer.Refused refused when refused.meaning() == Refusal.UNDONE -> numbers.add(null);
                case Answer.Refused refused
                when isGone(block) ->
                    throw new SourceUnavailableException(
                            "block " + block + " left the node's chain while its balances were asked for",
                            new IllegalStateException(refused.said()));
                case Answer.Refused refused -> throw NodeCalls.failed(refused, "balance after block " + block);
            }
        }
        return numbers;
    }

    /** After a reorg a node may not know a block any more; one that knows it and refuses keeps no state of it. */
    private boolean isGone(BlockHash block) {
        return calls.ask(Call.of("eth_getBlockByHash", "0x" + block, false)) instanceof Answer.Result(JsonNode value)
                && !value.isObject();
    }

    private static Bytes data(Question question) {
        EvmAddress holder = question.holder();
        return holder == null
                ? TOTAL_SUPPLY
                : BALANCE_OF.plus(Bytes.of(new byte[WORD - EvmAddress.BYTES])).plus(holder.bytes());
    }

    /** Where no contract is, a call succeeds and answers with nothing. */
    private static @Nullable BigInteger number(JsonNode result) {
        Bytes bytes = Bytes.parse(result.asString(""));
        if (bytes.isEmpty()) {
            return BigInteger.ZERO;
        }
        return bytes.size() == WORD ? bytes.unsigned() : null;
    }
}

package org.holdfast.chain.evm.event;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.holdfast.chain.evm.block.EvmLog;
import org.holdfast.chain.evm.call.CallFrame;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.movement.Phase;
import org.holdfast.chain.evm.movement.Position;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.Hash256;

/**
 * One transaction as the rules for its logs see it.
 *
 * @param index position in the block, from 0
 * @param firstLog number of its first log in the block
 * @param calls frames that took effect, parents before children: only the outermost where the node cannot trace
 */
public record TransactionView(
        EvmNetwork network, long block, int index, int firstLog, List<EvmLog> logs, List<CallFrame> calls) {
    public TransactionView {
        logs = List.copyOf(logs);
        calls = List.copyOf(calls);
    }

    /** The frame and all below it that took effect. */
    public static List<CallFrame> effective(CallFrame root) {
        var effective = new ArrayList<CallFrame>();
        collect(root, effective);
        return effective;
    }

    private static void collect(CallFrame frame, List<CallFrame> into) {
        if (!frame.isReverted()) {
            into.add(frame);
            frame.children().forEach(child -> collect(child, into));
        }
    }

    /** Where an entry made from a log stands. */
    public Position position(int log, Integer... parts) {
        var path = new ArrayList<Integer>();
        path.add(firstLog + log);
        path.addAll(List.of(parts));
        return new Position(block, index, Phase.LOG, path);
    }

    /** The asset of a fungible token's contract. */
    public AssetId token(EvmAddress contract) {
        return new AssetId(network.chain(), "erc20:" + contract);
    }

    public boolean isIssuer(EvmAddress contract) {
        return network.issuers().containsKey(contract);
    }

    /** Logs of this transaction with this first topic that a test accepts. */
    public List<EvmLog> logs(Hash256 topic, Predicate<EvmLog> test) {
        return logs.stream()
                .filter(log ->
                        !log.topics().isEmpty() && log.topics().getFirst().equals(topic))
                .filter(test)
                .toList();
    }

    /** Calls of this contract that took effect and begin with this selector. */
    public List<CallFrame> calls(EvmAddress contract, Bytes selector) {
        return calls.stream()
                .filter(call -> contract.equals(call.to()) && call.input().startsWith(selector))
                .toList();
    }
}

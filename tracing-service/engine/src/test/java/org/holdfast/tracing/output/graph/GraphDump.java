package org.holdfast.tracing.output.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.TxId;
import org.jspecify.annotations.Nullable;

/** A graph as text that does not depend on positions: equal graphs have equal dumps. */
public final class GraphDump {
    private GraphDump() {}

    /** Dumps every transaction of the given blocks that the store knows. */
    public static String of(GraphStore store, List<BlockContent> blocks) {
        List<TxId> ids = blocks.stream()
                .flatMap(block -> block.transactions().stream())
                .map(BlockContent.Transaction::id)
                .distinct()
                .toList();
        var text = new StringBuilder();
        var addresses = new ArrayList<@Nullable String>();
        AddressLog log;
        try (GraphSnapshot graph = store.snapshot()) {
            log = graph.addressLog();
            TransactionCursor cursor = graph.cursor();
            graph.segments().forEach(segment -> text.append(segment).append('\n'));
            for (long position : graph.resolve(ids)) {
                if (position != GraphIndex.ABSENT) {
                    text.append(
                            transaction(graph, graph.load(new long[] {position}).getFirst()));
                    cursor.moveTo(position);
                    log(cursor, log, addresses);
                }
            }
            log.complete();
        }
        for (int i = 0; i < addresses.size(); i++) {
            assertThat(log.get(i)).as("address %s as it was logged", i).isEqualTo(addresses.get(i));
        }
        return text.append(store.totals()).append('\n').toString();
    }

    /** Logs the addresses of a transaction, and now and then none, as for a fee. */
    private static void log(TransactionCursor cursor, AddressLog log, List<@Nullable String> addresses) {
        for (int j = 0; j < cursor.outputCount(); j++) {
            cursor.logAddress(j, log);
            addresses.add(cursor.outputAddress(j));
        }
        log.add(null);
        addresses.add(null);
    }

    private static String transaction(GraphIndex graph, TransactionView view) {
        var text = new StringBuilder(view.id().toString());
        text.append(" height ").append(view.height()).append(view.coinbase() ? " coinbase" : "");
        for (int i = 0; i < view.inputCount(); i++) {
            text.append("\n  in ").append(view.inputValue(i)).append(" after ").append(view.inputSumBefore(i));
            text.append(" from ")
                    .append(name(graph, view.inputSource(i)))
                    .append(':')
                    .append(view.inputSourceOutput(i));
        }
        text.append("\n  total in ").append(view.inputSumBefore(view.inputCount()));
        for (int j = 0; j < view.outputCount(); j++) {
            text.append("\n  out ")
                    .append(view.outputValue(j))
                    .append(" after ")
                    .append(view.outputSumBefore(j));
            text.append(" at ").append(view.outputAddress(j)).append(view.outputDestroys(j) ? " destroyed" : "");
            text.append(" to ").append(name(graph, view.spender(j))).append(':').append(view.spenderInput(j));
        }
        return text.append("\n  total out ")
                .append(view.outputSumBefore(view.outputCount()))
                .append('\n')
                .toString();
    }

    private static String name(GraphIndex graph, long position) {
        return position < 0
                ? Long.toString(position)
                : graph.load(new long[] {position}).getFirst().id().toString();
    }
}

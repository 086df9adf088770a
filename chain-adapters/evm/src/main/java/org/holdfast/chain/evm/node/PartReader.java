package org.holdfast.chain.evm.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.holdfast.chain.evm.node.NodeCalls.Answer;
import org.holdfast.chain.evm.node.NodeCalls.Call;
import org.holdfast.chain.evm.node.PartException.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads one part of blocks in the way that works with a node: what an answer contains decides, not that there is one.
 * Nothing is known for good, because a provider has many nodes, and a node is replaced by another: a way that fails is
 * helped out by the others, and one that is refused is tried again later. Safe for use by several threads.
 */
final class PartReader<W extends Enum<W>, T> {
    /** A way that was refused is tried again after this time. */
    static final Duration REFUSED_FOR = Duration.ofMinutes(10);

    /** How often in a row another way has to help out until it is preferred. */
    static final int HELPED_OUT_MAX = 3;

    private final NodeCalls calls;
    private final Part<W, T> part;
    private final List<W> ways;
    private final Map<W, Refused> refused = new HashMap<>();
    private W preferred;
    private boolean worked;
    private int helpedOut;

    private record Refused(String words, long atNanos) {}

    /**
     * What was asked for a part together with others.
     *
     * @param way null where nothing was asked
     * @param from the first answer of the part among all
     */
    record Asked<W>(@Nullable W way, int from, int count) {}

    /** Of these ways the first is preferred. */
    PartReader(NodeCalls calls, Part<W, T> part, List<W> ways) {
        this.calls = calls;
        this.part = part;
        this.ways = List.copyOf(ways);
        this.preferred = ways.getFirst();
    }

    /** Adds the calls of the preferred way to those of other parts. */
    Asked<W> ask(JsonNode block, List<Call> together) {
        List<W> open = open();
        if (open.isEmpty()) {
            return new Asked<>(null, together.size(), 0);
        }
        List<Call> own = part.calls(open.getFirst(), block);
        together.addAll(own);
        return new Asked<>(open.getFirst(), together.size() - own.size(), own.size());
    }

    /**
     * Reads the part from the answers to what was asked together, or in another way where that one fails.
     *
     * @return empty where the node refuses every way
     * @throws PartException why the first way failed, where none gives the whole part
     */
    Optional<T> read(JsonNode block, Asked<W> asked, List<Answer> answers) throws PartException {
        PartException first = null;
        for (W way : startingWith(asked.way)) {
            List<Answer> own = way == asked.way
                    ? answers.subList(asked.from, asked.from + asked.count)
                    : calls.ask(part.calls(way, block));
            try {
                T read = part.read(way, block, own);
                worked(way);
                return Optional.of(read);
            } catch (PartException e) {
                if (e.kind() == Kind.NOT_THIS_WAY) {
                    refused(way, e.words());
                } else {
                    first = first == null ? e : first;
                }
            }
        }
        if (first != null) {
            throw first;
        }
        return Optional.empty();
    }

    private List<W> startingWith(@Nullable W asked) {
        List<W> open = open();
        if (asked != null) {
            open.remove(asked);
            open.addFirst(asked);
        }
        return open;
    }

    private synchronized List<W> open() {
        refused.values().removeIf(one -> System.nanoTime() - one.atNanos > REFUSED_FOR.toNanos());
        var open = new ArrayList<>(ways);
        open.removeAll(refused.keySet());
        if (open.remove(preferred)) {
            open.addFirst(preferred);
        }
        return open;
    }

    private synchronized void worked(W way) {
        worked = true;
        refused.remove(way);
        helpedOut = way == preferred ? 0 : helpedOut + 1;
        if (refused.containsKey(preferred) || helpedOut >= HELPED_OUT_MAX) {
            preferred = way;
            helpedOut = 0;
        }
    }

    private synchronized void refused(W way, String words) {
        refused.put(way, new Refused(words, System.nanoTime()));
    }

    /** Whether the node refuses every way and never gave the part. */
    synchronized boolean isBeyondNode() {
        return !worked && refused.keySet().containsAll(ways);
    }

    /** What the node said of each way that it refused. All ways are tried again at the next question. */
    synchronized String refusals() {
        var said = new ArrayList<String>();
        for (W way : ways) {
            Refused one = refused.get(way);
            if (one != null) {
                said.add(NodeSettings.nameOf(way) + ": " + one.words);
            }
        }
        refused.clear();
        return String.join("; ", said);
    }

    /** The ways by the names that options use. */
    String names() {
        return ways.stream().map(NodeSettings::nameOf).collect(Collectors.joining(", "));
    }
}

package org.holdfast.tracing.app.trace.work;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.app.trace.job.TraceWatch;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.output.graph.AddressLog;
import org.holdfast.tracing.output.graph.BlockSpan;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.TransactionCursor;
import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionMonitor;
import org.holdfast.tracing.question.WalkEffort;

/**
 * An index that tells a watch what is read from it. The engine's monitor says how many transactions were visited; the
 * memory of a trace grows with their outputs, so these are counted where they are read.
 */
final class MeteredIndex implements GraphIndex {
    /** How much of a transaction a question keeps: what one output, or input, counts for. */
    enum Weight {
        /** A forward trace keeps ends. */
        ENDS(1, 0),
        /** A trace back keeps what is asked of inputs. */
        ORIGINS(0, 1),
        /** A search for paths keeps every transaction and place that it has seen. */
        PLACES(1, 1),
        /** A network has a node, pipes and their reverses for each output. */
        NETWORK(2, 0);

        private final int perOutput;
        private final int perInput;

        Weight(int perOutput, int perInput) {
            this.perOutput = perOutput;
            this.perInput = perInput;
        }

        long of(TransactionView transaction) {
            return (long) perOutput * transaction.outputCount() + (long) perInput * transaction.inputCount();
        }
    }

    private final GraphIndex index;
    private final TraceWatch watch;
    private final Weight weight;
    /**
     * A walk visits transactions in ascending order. A look back at a visited one is counted already, and a look at an
     * earlier one, for the names of ends and of their spenders, is no visit.
     */
    private final AtomicLong highest = new AtomicLong();

    MeteredIndex(GraphIndex index, TraceWatch watch, Weight weight) {
        this.index = index;
        this.watch = watch;
        this.weight = weight;
    }

    /** A monitor that asks another and hears from the engine where the walk of a policy begins and ends. */
    QuestionMonitor monitor(QuestionMonitor asked) {
        return new QuestionMonitor() {
            @Override
            public boolean goOn(Policy policy, long visited, long waiting) {
                if (visited == 0) {
                    highest.set(0);
                }
                return asked.goOn(policy, visited, waiting);
            }

            @Override
            public void ended(WalkEffort effort) {
                highest.set(Long.MAX_VALUE);
                asked.ended(effort);
            }
        };
    }

    /** A cursor of a walk stands on a transaction. */
    void visited(TransactionView transaction) {
        if (transaction.position() > highest.get()) {
            highest.set(transaction.position());
            watch.read(1, weight.of(transaction));
        } else {
            watch.requireGoingOn();
        }
    }

    @Override
    public ChainId chain() {
        return index.chain();
    }

    @Override
    public List<Segment> segments() {
        return index.segments();
    }

    @Override
    public long[] resolve(List<TxId> ids) {
        watch.requireGoingOn();
        return index.resolve(ids);
    }

    @Override
    public List<TransactionView> load(long[] positions) {
        watch.requireGoingOn();
        List<TransactionView> loaded = index.load(positions);
        if (weight == Weight.ENDS) {
            watch.read(loaded.size(), loaded.size());
        } else {
            loaded.forEach(transaction -> watch.read(1, weight.of(transaction)));
        }
        return loaded;
    }

    @Override
    public TransactionCursor cursor() {
        return new MeteredCursor(index.cursor(), this);
    }

    /** Asked for a block whose fees are followed: what they become is kept at the outputs of its coinbase. */
    @Override
    public BlockSpan span(long position) {
        BlockSpan span = index.span(position);
        watch.read(0, weight.of(index.load(new long[] {span.first()}).getFirst()));
        return span;
    }

    /** A block is read transaction by transaction, each before a cursor stands on it; of most nothing is kept. */
    @Override
    public long next(long position) {
        highest.accumulateAndGet(position, Math::max);
        watch.read(1, 0);
        return index.next(position);
    }

    @Override
    public AddressLog addressLog() {
        return index.addressLog();
    }

    @Override
    public Optional<BlockRef> block(long height) {
        return index.block(height);
    }
}

package org.holdfast.tracing.app.trace.document;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.holdfast.api.trace.TraceResponse;
import org.holdfast.api.trace.TraceResponse.EndResult;
import org.holdfast.api.trace.TraceResponse.PolicyResult;
import org.holdfast.api.trace.TraceResponse.Sheet;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.tracing.bound.BoundsResult;
import org.holdfast.tracing.exact.Conservation;
import org.holdfast.tracing.exact.LargestRemainder;
import org.holdfast.tracing.output.end.End;
import org.holdfast.tracing.output.origin.Origin;
import org.holdfast.tracing.output.origin.OriginReason;
import org.holdfast.tracing.output.origin.OriginResult;
import org.holdfast.tracing.output.origin.SealedOrigins;
import org.holdfast.tracing.output.path.FoundPaths;
import org.holdfast.tracing.output.path.Paths;
import org.holdfast.tracing.output.trace.SealedTrace;
import org.holdfast.tracing.output.trace.TraceResult;
import org.holdfast.tracing.question.ServiceLabel;
import org.jspecify.annotations.Nullable;

/** Results on chains of outputs in the forms in which they are answered. */
final class OutputForms {
    private OutputForms() {}

    private static String coin(ChainId chain) {
        return Chains.profile(chain).nativeAsset().id().toString();
    }

    static TraceDocument document(TraceResult result) {
        ChainId chain = result.spec().chain();
        List<TraceDocument.LongList<?>> lists = new ArrayList<>();
        for (SealedTrace sealed : result.results()) {
            lists.add(new TraceDocument.LongList<End>(
                    TraceDocument.endsOf(sealed.policy().word()), sealed.ends(), OutputForms::end));
        }
        return new TraceDocument(
                result.results().stream().map(one -> policy(one, chain)).toList(),
                null,
                null,
                ComparisonTable.of(result.results()),
                lists,
                TraceDocument.labels(result.results().stream()
                        .flatMap(one -> one.ends().stream())
                        .map(End::label)));
    }

    private static PolicyResult policy(SealedTrace sealed, ChainId chain) {
        Map<String, String> buckets = new LinkedHashMap<>();
        sealed.buckets().forEach((reason, amount) -> buckets.put(reason.word(), amount.toString()));
        String joined = sealed.joinedClean().add(sealed.joinedUnknown()).toString();
        return new PolicyResult(
                sealed.policy().word(),
                sealed.policy().standing(),
                sealed.policy().remark(),
                sealed.arithmetic(),
                null,
                List.of(new Sheet(coin(chain), sealed.seedTotal().toString(), "0", joined, buckets)),
                sealed.seedTotal().toString(),
                sealed.joinedClean().toString(),
                sealed.joinedUnknown().toString(),
                buckets,
                true, // A result that does not balance cannot be sealed.
                sealed.transactionsVisited(),
                sealed.retainedBy(),
                sealed.ends().size(),
                List.of(),
                null);
    }

    private static EndResult end(End end) {
        @Nullable ServiceLabel label = end.label();
        return new EndResult(
                end.place(),
                end.address(),
                null,
                end.height(),
                Long.toString(end.value()),
                end.traced().toString(),
                end.exact().toString(),
                end.reason().word(),
                label == null ? null : label.vaspId().text(),
                label == null ? null : label.labelId().text(),
                end.spentBy() == null ? null : end.spentBy().toString());
    }

    static TraceDocument document(OriginResult result) {
        var lists = new ArrayList<TraceDocument.LongList<?>>();
        var policies = new ArrayList<PolicyResult>();
        for (SealedOrigins sealed : result.results()) {
            BigInteger total = Conservation.sum(sealed.targetValues());
            List<BigInteger> whole = LargestRemainder.round(
                    total, sealed.origins().stream().map(Origin::exact).toList());
            lists.add(new TraceDocument.LongList<Integer>(
                    TraceDocument.endsOf(sealed.policy().word()),
                    IntStream.range(0, whole.size()).boxed().toList(),
                    i -> origin(sealed.origins().get(i), whole.get(i))));
            policies.add(policy(sealed, whole, total, result.spec().chain()));
        }
        return new TraceDocument(
                policies,
                null,
                null,
                List.of(),
                lists,
                TraceDocument.labels(result.results().stream()
                        .flatMap(one -> one.origins().stream())
                        .map(Origin::label)));
    }

    private static PolicyResult policy(SealedOrigins sealed, List<BigInteger> whole, BigInteger total, ChainId chain) {
        var sums = new TreeMap<OriginReason, BigInteger>();
        for (int i = 0; i < whole.size(); i++) {
            sums.merge(sealed.origins().get(i).reason(), whole.get(i), BigInteger::add);
        }
        Map<String, String> buckets = new LinkedHashMap<>();
        sums.forEach((reason, amount) -> buckets.put(reason.word(), amount.toString()));
        return new PolicyResult(
                sealed.policy().word(),
                sealed.policy().standing(),
                sealed.policy().remark(),
                "exact rational",
                null,
                List.of(new Sheet(coin(chain), total.toString(), "0", "0", buckets)),
                total.toString(),
                "0",
                "0",
                buckets,
                true, // Origins that do not balance cannot be sealed.
                sealed.transactionsVisited(),
                Map.of(),
                whole.size(),
                List.of(),
                null);
    }

    private static EndResult origin(Origin origin, BigInteger whole) {
        @Nullable ServiceLabel label = origin.label();
        return new EndResult(
                origin.outpoint().toString(),
                null,
                null,
                origin.height(),
                null,
                whole.toString(),
                origin.exact().toString(),
                origin.reason().word(),
                label == null ? null : label.vaspId().text(),
                label == null ? null : label.labelId().text(),
                null);
    }

    static TraceDocument document(FoundPaths result) {
        Paths found = result.found();
        return new TraceDocument(
                List.of(),
                new TraceResponse.PathsResult(
                        found.paths().size(),
                        found.cutByHops(),
                        found.cutByValue(),
                        found.cutByTime(),
                        0,
                        found.more(),
                        found.unexplored(),
                        List.of(),
                        null),
                null,
                List.of(),
                List.of(new TraceDocument.LongList<List<Outpoint>>(
                        TraceDocument.PATHS,
                        found.paths(),
                        path -> path.stream().map(Outpoint::toString).toList())),
                Set.of());
    }

    static TraceDocument document(BoundsResult result) {
        Object asset = result.asked().get("asset");
        String chain = String.valueOf(result.asked().get("chain"));
        return new TraceDocument(
                List.of(),
                null,
                new TraceResponse.BoundsResult(
                        asset == null ? coin(new ChainId(chain)) : asset.toString(),
                        result.seeds().toString(),
                        result.rows().stream()
                                .map(row -> new TraceResponse.BoundsRow(
                                        row.kind().word(),
                                        row.name(),
                                        row.places(),
                                        row.interval().least().toString(),
                                        row.interval().most().toString()))
                                .toList(),
                        result.omitted()),
                List.of(),
                List.of(),
                result.labels());
    }
}

package org.holdfast.tracing.account.trace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.fund.FundDoctrine;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.exact.Conservation;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.exact.LargestRemainder;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.ServiceLabel;
import org.jspecify.annotations.Nullable;

/** The ends and joined value of a walk so far, by asset. */
final class LedgerBook<C> {
    /** The place of an end. The position only orders ends; it is not part of a result. */
    record Place(AccountKey account, TxId txId, long height, long position) {}

    private record Found<C>(
            LedgerReason reason,
            Place place,
            C carried,
            @Nullable ServiceLabel label) {}

    private static final class Sheet<C> {
        private final TreeMap<Integer, BigInteger> seeds = new TreeMap<>();
        private final TreeMap<Integer, BigInteger> converted = new TreeMap<>();
        private final List<Found<C>> found = new ArrayList<>();
        private BigInteger joined = BigInteger.ZERO;
    }

    private final Policy policy;
    private final FundDoctrine<C> doctrine;
    private final TreeMap<String, Sheet<C>> sheets = new TreeMap<>();
    private final Map<String, AssetId> assets = new HashMap<>();
    private final List<SealedLedgerTrace.Gain> gains = new ArrayList<>();

    LedgerBook(Policy policy, FundDoctrine<C> doctrine) {
        this.policy = policy;
        this.doctrine = doctrine;
    }

    Policy policy() {
        return policy;
    }

    boolean conserves() {
        return policy.conserves();
    }

    private Sheet<C> sheet(AssetId asset) {
        assets.put(asset.toString(), asset);
        return sheets.computeIfAbsent(asset.toString(), name -> new Sheet<>());
    }

    void seed(AssetId asset, int number, BigInteger amount) {
        sheet(asset).seeds.put(number, amount);
    }

    /** Adds clean value in a traced account. Only poison makes it traced. */
    void join(AssetId asset, BigInteger amount) {
        if (!policy.conserves()) {
            Sheet<C> sheet = sheet(asset);
            sheet.joined = sheet.joined.add(amount);
        }
    }

    void converted(AssetId asset, C became) {
        if (policy.conserves()) {
            doctrine.bySeed(became)
                    .forEach((seed, share) -> sheet(asset).converted.merge(seed, share.floor(), BigInteger::add));
        } else {
            join(asset, doctrine.total(became).floor());
        }
    }

    void gain(Place place, BigInteger amount) {
        gains.add(new SealedLedgerTrace.Gain(place.account(), place.txId(), place.height(), amount));
    }

    void end(LedgerReason reason, Place place, C carried, @Nullable ServiceLabel label) {
        sheet(place.account().asset()).found.add(new Found<>(reason, place, carried, label));
    }

    SealedLedgerTrace seal(long movementsRead) {
        var sealed = new ArrayList<LedgerSheet>();
        sheets.forEach((name, sheet) -> {
            AssetId asset = assets.get(name);
            if (asset != null) {
                sealed.add(seal(asset, sheet));
            }
        });
        return new SealedLedgerTrace(policy, doctrine.arithmetic(), movementsRead, sealed, gains);
    }

    private LedgerSheet seal(AssetId asset, Sheet<C> sheet) {
        List<Found<C>> found = sheet.found;
        found.sort(Comparator.<Found<C>>comparingLong(f -> f.place().position())
                .thenComparing(f -> f.place().account())
                .thenComparing(Found::reason));
        List<Fraction> shares =
                found.stream().map(f -> doctrine.total(f.carried())).toList();
        BigInteger in = Conservation.sum(sheet.seeds.values())
                .add(Conservation.sum(sheet.converted.values()))
                .add(sheet.joined);
        List<BigInteger> whole = LargestRemainder.round(in, shares);
        var ends = new ArrayList<LedgerEnd>(found.size());
        int entry = 0;
        for (int i = 0; i < found.size(); i++) {
            Place place = found.get(i).place();
            boolean same = i > 0 && found.get(i - 1).place().txId().equals(place.txId());
            entry = same ? entry + 1 : 0;
            ends.add(new LedgerEnd(
                    found.get(i).reason(),
                    place.account(),
                    place.txId(),
                    place.height(),
                    entry,
                    whole.get(i),
                    shares.get(i),
                    doctrine.bySeed(found.get(i).carried()),
                    found.get(i).label()));
        }
        return new LedgerSheet(policy, asset, sheet.seeds, sheet.converted, sheet.joined, ends);
    }
}

package org.holdfast.freeze.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.holdfast.freeze.hold.HoldLine;
import org.junit.jupiter.api.Test;

/** Whatever comes in whatever order, no place is asked for more than was traced there, and no more is held. */
class CoverageProperties {
    private static final int STEPS_MAX = 40;
    private static final int PLACES = 4;

    @Test
    void noMoreIsAskedOrHeldThanWasTraced() {
        qt().withExamples(500)
                .forAll(lists().of(integers().between(0, 9_999)).ofSizeBetween(1, STEPS_MAX))
                .checkAssert(CoverageProperties::run);
    }

    private static void run(List<Integer> steps) {
        var run = new CoverageRun();
        var traced = new HashMap<Place, BigInteger>();
        int number = 0;
        for (int step : steps) {
            int target = 1 + step % Math.max(1, number);
            long amount = 1L + step % 977;
            switch (step % 5) {
                case 0, 1 -> {
                    number++;
                    HoldLine one = CoverageRun.at(step % PLACES, amount);
                    HoldLine other = CoverageRun.at((step / 7) % PLACES, 1 + amount / 2);
                    run.fact(number, one, other);
                    for (HoldLine line : List.of(one, other)) {
                        traced.merge(Place.of(line), line.asked().value(), BigInteger::max);
                    }
                }
                case 2 -> {
                    number++;
                    // By hand only where something was traced: before that, the word of a person is all there is.
                    if (!traced.isEmpty()) {
                        run.given(CoverageRun.byHand(number, CoverageRun.at(step % PLACES, amount)));
                    }
                }
                case 3 -> answer(run, target, step);
                default -> run.given(CoverageRun.ended(target));
            }
            check(run.state(), traced);
        }
    }

    /** Holds a part of each line, at most what was asked, as the request itself makes sure. */
    private static void answer(CoverageRun run, int target, int step) {
        var request = run.state().requests().get(CoverageRun.hold(target));
        if (request != null && !request.answered()) {
            run.given(CoverageRun.held(
                    target,
                    request.lines().stream()
                            .mapToLong(line -> line.asked().longValueExact() * (step % 3) / 2)
                            .toArray()));
        }
    }

    private static void check(CoverageState state, Map<Place, BigInteger> traced) {
        BigInteger all = BigInteger.ZERO;
        var byFacts = new HashMap<Place, BigInteger>();
        for (CoverageState.Request request : state.requests().values()) {
            all = all.add(request.total());
            for (Place place : request.elsewhere() ? Set.<Place>of() : traced.keySet()) {
                byFacts.merge(place, request.at(place), BigInteger::add);
            }
        }
        byFacts.forEach(
                (place, asked) -> assertThat(asked).as(place.toString()).isLessThanOrEqualTo(traced.get(place)));
        assertThat(all).isLessThanOrEqualTo(CoverageState.sum(traced.values()));
    }
}

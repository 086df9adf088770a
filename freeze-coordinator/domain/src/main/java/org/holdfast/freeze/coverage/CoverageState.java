package org.holdfast.freeze.coverage;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.holdfast.freeze.hold.HoldDraft;
import org.holdfast.freeze.hold.HoldLine;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.id.FactId;
import org.holdfast.primitives.id.HoldId;

/**
 * What one case asks one exchange for in one asset.
 *
 * @param requests the requests that have not ended
 * @param known every request that was ever counted
 * @param facts the traced part of each place, by standing fact
 * @param ever the most that was ever traced at each place, or drafted by hand where nothing was traced
 * @param waiting drafts of facts that found nothing new, with their whole traced parts
 */
public record CoverageState(
        Map<HoldId, Request> requests,
        Set<HoldId> known,
        Map<FactId, Map<Place, BigInteger>> facts,
        Map<Place, BigInteger> ever,
        Map<HoldId, HoldDraft> waiting) {
    static final CoverageState NONE = new CoverageState(Map.of(), Set.of(), Map.of(), Map.of(), Map.of());

    public CoverageState {
        requests = Collections.unmodifiableMap(new LinkedHashMap<>(requests));
        known = Set.copyOf(known);
        facts = Map.copyOf(facts);
        ever = Map.copyOf(ever);
        waiting = Collections.unmodifiableMap(new LinkedHashMap<>(waiting));
    }

    /**
     * The lines of a request with the amount that counts for each: asked, or held once the exchange has answered.
     *
     * @param elsewhere whether a person asks for a part of the traced sum, also at places that no trace found
     */
    record Request(List<HoldLine> lines, List<BaseUnits> amounts, boolean answered, boolean elsewhere) {
        Request {
            lines = List.copyOf(lines);
            amounts = List.copyOf(amounts);
        }

        static Request of(List<HoldLine> lines) {
            return new Request(lines, lines.stream().map(HoldLine::asked).toList(), false, false);
        }

        Request asElsewhere() {
            return new Request(lines, amounts, answered, true);
        }

        Request answered(List<BaseUnits> held) {
            return new Request(lines, held, true, elsewhere);
        }

        BigInteger at(Place place) {
            BigInteger sum = BigInteger.ZERO;
            for (int i = 0; i < lines.size(); i++) {
                if (Place.of(lines.get(i)).overlaps(place)) {
                    sum = sum.add(amounts.get(i).value());
                }
            }
            return sum;
        }

        BigInteger total() {
            return sum(amounts.stream().map(BaseUnits::value).toList());
        }
    }

    static BigInteger sum(Iterable<BigInteger> amounts) {
        BigInteger sum = BigInteger.ZERO;
        for (BigInteger amount : amounts) {
            sum = sum.add(amount);
        }
        return sum;
    }

    /** How much of a place all requests together ask for or hold. */
    BigInteger askedAt(Place place) {
        return sum(requests.values().stream().map(request -> request.at(place)).toList());
    }

    /** The requests that ask for a place or hold it. */
    List<HoldId> requestsAt(Place place) {
        return requests.entrySet().stream()
                .filter(entry -> entry.getValue().at(place).signum() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The traced part of each place: the largest that a standing fact names. */
    Map<Place, BigInteger> traced() {
        var most = new HashMap<Place, BigInteger>();
        facts.values().forEach(places -> places.forEach((place, amount) -> most.merge(place, amount, BigInteger::max)));
        return most;
    }

    /** How much of {@code traced} no request asks for yet, wherever it asks. */
    BigInteger open(Map<Place, BigInteger> traced) {
        BigInteger open = sum(traced.values());
        for (Map.Entry<Place, BigInteger> place : traced.entrySet()) {
            BigInteger asked = BigInteger.ZERO;
            for (Request request : requests.values()) {
                asked = request.elsewhere() ? asked : asked.add(request.at(place.getKey()));
            }
            // Requests of an earlier version may ask twice for one place; that takes nothing from the others.
            open = open.subtract(asked.min(place.getValue()));
        }
        for (Request request : requests.values()) {
            open = request.elsewhere() ? open.subtract(request.total()) : open;
        }
        return open.max(BigInteger.ZERO);
    }

    /** The requests of persons that ask for a part of the traced sum. */
    List<HoldId> elsewhere() {
        return requests.entrySet().stream()
                .filter(entry -> entry.getValue().elsewhere())
                .map(Map.Entry::getKey)
                .toList();
    }

    CoverageState with(HoldId hold, Request request) {
        var more = new LinkedHashMap<>(requests);
        more.put(hold, request);
        var waitingNow = new LinkedHashMap<>(waiting);
        waitingNow.remove(hold);
        return new CoverageState(more, knowing(hold), facts, ever, waitingNow);
    }

    CoverageState withWaiting(HoldId hold, HoldDraft draft) {
        var more = new LinkedHashMap<>(waiting);
        more.put(hold, draft);
        return new CoverageState(requests, knowing(hold), facts, ever, more);
    }

    private Set<HoldId> knowing(HoldId hold) {
        var more = new HashSet<>(known);
        more.add(hold);
        return more;
    }

    CoverageState without(HoldId hold) {
        var fewer = new LinkedHashMap<>(requests);
        fewer.remove(hold);
        return new CoverageState(fewer, known, facts, ever, waiting);
    }

    /** Several requests of one fact name different places of it, so its places add up. */
    CoverageState withFact(FactId fact, List<HoldLine> lines) {
        var more = new HashMap<>(facts);
        more.put(fact, most(facts.getOrDefault(fact, Map.of()), lines));
        return new CoverageState(requests, known, more, ever, waiting);
    }

    CoverageState withEver(List<HoldLine> lines) {
        return new CoverageState(requests, known, facts, most(ever, lines), waiting);
    }

    static Map<Place, BigInteger> most(Map<Place, BigInteger> before, List<HoldLine> lines) {
        var most = new HashMap<>(before);
        lines.forEach(line -> most.merge(Place.of(line), line.asked().value(), BigInteger::max));
        return Map.copyOf(most);
    }

    CoverageState withoutFact(FactId fact) {
        var fewer = new HashMap<>(facts);
        fewer.remove(fact);
        var waitingNow = new LinkedHashMap<>(waiting);
        waitingNow.values().removeIf(draft -> fact.equals(draft.factId()));
        return new CoverageState(requests, known, fewer, ever, waitingNow);
    }

    /** Drafts of facts that found nothing new because of {@code hold}. */
    List<Map.Entry<HoldId, HoldDraft>> waitingFor(HoldId hold) {
        var found = new ArrayList<Map.Entry<HoldId, HoldDraft>>();
        for (var entry : waiting.entrySet()) {
            if (entry.getValue().leftOut().stream()
                    .anyMatch(part -> part.requests().contains(hold))) {
                found.add(entry);
            }
        }
        return found;
    }
}

package org.holdfast.tracing.app.trace.document;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.api.trace.SensitivityResponse.Destination;
import org.holdfast.tracing.account.trace.LedgerOutcome;
import org.holdfast.tracing.account.trace.LedgerResult;
import org.holdfast.tracing.output.end.End;
import org.holdfast.tracing.output.trace.SealedTrace;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.Sensitivity;
import org.holdfast.tracing.question.ServiceLabel;
import org.jspecify.annotations.Nullable;

/**
 * The engine's table of which destination depends on which doctrine, as it is answered. An exchange is one destination
 * however many of its addresses were reached, and all fees that end for one reason are one; every other end stands for
 * itself.
 */
final class ComparisonTable {
    private static final String EVERY = "every-doctrine";
    private static final String SOME = "some-doctrines";
    private static final String LEAD = "lead-only";
    private static final List<String> ORDER = List.of(SOME, EVERY, LEAD);
    private static final String FEES = "fees";

    private ComparisonTable() {}

    static List<Destination> of(List<SealedTrace> results) {
        var amounts = new TreeMap<Policy, Map<String, BigInteger>>();
        for (SealedTrace sealed : results) {
            var places = new TreeMap<String, BigInteger>();
            for (End end : sealed.ends()) {
                String place = end.output() == End.FEE ? FEES : end.place();
                places.merge(name(end.reason().word(), end.label(), place), end.traced(), BigInteger::add);
            }
            amounts.put(sealed.policy(), places);
        }
        return rows(Sensitivity.of(amounts));
    }

    /** Policies that are not defined on these ledgers have no column. */
    static List<Destination> of(LedgerResult result) {
        var amounts = new TreeMap<Policy, Map<String, BigInteger>>();
        for (LedgerOutcome.PolicyOutcome outcome : result.results()) {
            if (outcome instanceof LedgerOutcome.PolicyOutcome.Sealed sealed) {
                var places = new TreeMap<String, BigInteger>();
                sealed.trace()
                        .sheets()
                        .forEach(sheet -> sheet.ends().forEach(end -> {
                            String place = end.reason().word().equals("fee")
                                    ? FEES
                                    : end.account().address();
                            places.merge(
                                    name(end.reason().word(), end.label(), place) + " " + sheet.asset(),
                                    end.traced(),
                                    BigInteger::add);
                        }));
                amounts.put(outcome.policy(), places);
            }
        }
        return rows(Sensitivity.of(amounts));
    }

    private static String name(String reason, @Nullable ServiceLabel label, String place) {
        return reason + " " + (label == null ? place : label.vaspId().text());
    }

    private static List<Destination> rows(Sensitivity table) {
        return table.rows().stream()
                .sorted(Comparator.<Sensitivity.Row>comparingInt(row -> ORDER.indexOf(verdict(row)))
                        .thenComparing(row -> row.most().subtract(row.least()), Comparator.reverseOrder())
                        .thenComparing(Sensitivity.Row::most, Comparator.reverseOrder())
                        .thenComparing(Sensitivity.Row::place))
                .map(ComparisonTable::destination)
                .toList();
    }

    private static String verdict(Sensitivity.Row row) {
        return row.dependsOnPolicy() ? SOME : row.most().signum() != 0 ? EVERY : LEAD;
    }

    private static Destination destination(Sensitivity.Row row) {
        var traced = new LinkedHashMap<String, String>();
        row.amounts().forEach((policy, amount) -> traced.put(policy.word(), amount.toString()));
        int space = row.place().indexOf(' ');
        return new Destination(
                row.place().substring(space + 1),
                row.place().substring(0, space),
                traced,
                row.least().toString(),
                row.most().toString(),
                verdict(row));
    }
}

package org.holdfast.tracing.app.trace.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.api.trace.SensitivityResponse.Destination;
import org.holdfast.primitives.TxId;
import org.holdfast.primitives.id.LabelId;
import org.holdfast.primitives.id.VaspId;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.output.end.End;
import org.holdfast.tracing.output.end.EndReason;
import org.holdfast.tracing.output.trace.SealedTrace;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.ServiceLabel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {
    private static final TxId TX = TxId.ofDisplayBytes(new byte[32]);

    @Test
    void saysWhichDestinationDependsOnWhichDoctrine() {
        var table = ComparisonTable.of(List.of(
                sealed(Policy.FIFO, 0, end(0, 60, "exchange-a"), end(1, 10, "exchange-a"), end(2, 30, null)),
                sealed(Policy.PRO_RATA, 0, end(0, 50, "exchange-a"), end(2, 30, null), end(3, 20, null)),
                sealed(Policy.POISON, 40, end(0, 70, "exchange-a"), end(2, 30, null), end(4, 40, null))));
        assertThat(table)
                .containsExactly(
                        row("exchange-a", EndReason.SERVICE, "70", "50", "70", "50", "70", "some-doctrines"),
                        row(TX + ":3", EndReason.UNSPENT, "0", "20", "0", "0", "20", "some-doctrines"),
                        row(TX + ":2", EndReason.UNSPENT, "30", "30", "30", "30", "30", "every-doctrine"),
                        row(TX + ":4", EndReason.UNSPENT, "0", "0", "40", "0", "0", "lead-only"));
    }

    private static Destination row(
            String destination,
            EndReason reason,
            String fifo,
            String proRata,
            String poison,
            String least,
            String most,
            String verdict) {
        return new Destination(
                destination,
                reason.word(),
                Map.of("fifo", fifo, "pro-rata", proRata, "poison", poison),
                least,
                most,
                verdict);
    }

    private static SealedTrace sealed(Policy policy, long joined, End... ends) {
        return new SealedTrace(
                policy,
                "test",
                List.of(BigInteger.valueOf(100)),
                BigInteger.valueOf(joined),
                BigInteger.ZERO,
                1,
                new TreeMap<>(),
                List.of(ends));
    }

    private static End end(int output, long traced, @Nullable String vasp) {
        var whole = Fraction.of(traced);
        var bySeed = new TreeMap<Integer, Fraction>();
        bySeed.put(0, whole);
        return new End(
                vasp == null ? EndReason.UNSPENT : EndReason.SERVICE,
                TX,
                output,
                1,
                traced,
                null,
                BigInteger.valueOf(traced),
                whole,
                bySeed,
                vasp == null ? null : new ServiceLabel(new LabelId("l" + output), new VaspId(vasp)),
                null);
    }
}

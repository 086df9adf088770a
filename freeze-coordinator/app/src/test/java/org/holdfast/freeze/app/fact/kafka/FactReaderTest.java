package org.holdfast.freeze.app.fact.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.holdfast.freeze.app.FactTopic;
import org.holdfast.freeze.coordination.FactEvent;
import org.holdfast.freeze.hold.HoldDraft;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.id.FactId;
import org.holdfast.records.tracing.v1.ReachedOutput;
import org.holdfast.records.tracing.v1.TracingFact;
import org.holdfast.records.tracing.v1.ValueReachedService;
import org.junit.jupiter.api.Test;

/** A record becomes the events of its requests, or says what does not fit. */
class FactReaderTest {
    private static final Instant T0 = Instant.parse("2026-03-02T09:00:00Z");
    private static final TracingFact FACT = FactTopic.reached("fact-1", "case-1", "exchange-a");

    private final FactReader reader = new FactReader(Set.of("exchange-a"));

    @Test
    void readsAFactAsOneRequest() {
        assertThat(reader.events(FACT, T0))
                .singleElement()
                .isInstanceOfSatisfying(FactEvent.ValueReachedService.class, event -> {
                    assertThat(event.holdId()).isEqualTo(FactReader.holdId(new FactId("fact-1"), 0));
                    assertThat(event.attribution()).isEqualTo("test (label label-1, 900 per mille)");
                    assertThat(event.lines())
                            .extracting(line -> line.line() + ": " + line.asked())
                            .containsExactly("1: 700", "2: 300");
                });
    }

    @Test
    void splitsAFactThatReachesMoreOutputsThanOneRequestNames() {
        var many = FACT.getValueReachedService().toBuilder().clearOutputs().setTracedTotal("501");
        for (int i = 0; i <= HoldDraft.LINES_MAX; i++) {
            many.addOutputs(FACT.getValueReachedService().getOutputs(0).toBuilder()
                    .setTraced("1")
                    .setOutpoint("cd".repeat(32) + ":" + i));
        }
        var events = reader.events(FACT.toBuilder().setValueReachedService(many).build(), T0).stream()
                .map(FactEvent.ValueReachedService.class::cast)
                .toList();
        assertThat(events).extracting(event -> event.lines().size()).containsExactly(500, 1);
        assertThat(events.get(1).lines().getFirst().line()).isEqualTo(1);
        assertThat(events).extracting(FactEvent.ValueReachedService::holdId).doesNotHaveDuplicates();
        assertThat(events.getFirst().holdId()).isEqualTo(FactReader.holdId(new FactId("fact-1"), 0));
    }

    @Test
    void readsAWithdrawal() {
        assertThat(reader.events(FactTopic.withdrawn("fact-2", "case-1", "fact-1"), T0))
                .isEqualTo(List.of(new FactEvent.FactWithdrawn(
                        new FactId("fact-2"), new FactId("fact-1"), "a reorg took the block", T0)));
    }

    @Test
    void saysWhatDoesNotFit() {
        refuses(reached().setVaspId("exchange-z"), "freeze.vasp.unknown");
        refuses(reached().setTraceDigest("ab"), "freeze.fact.malformed");
        refuses(reached().setTracedTotal("999"), "freeze.fact.malformed");
        refuses(reached().clearOutputs().setTracedTotal("0"), "freeze.fact.malformed");
        refuses(reached().setOutputs(0, output().setTraced("0")), "freeze.fact.malformed");
        refuses(reached().setOutputs(0, output().setTraced("1001")), "freeze.fact.malformed");
        assertThatThrownBy(() -> reader.events(FACT.toBuilder().clearFact().build(), T0))
                .isInstanceOfSatisfying(
                        InputFaultException.class,
                        e -> assertThat(e.fault().code()).isEqualTo("freeze.fact.malformed"));
    }

    @Test
    void refusesBytesThatAreNoFact() {
        assertThatThrownBy(() -> FactReader.parse(new byte[] {1, 2, 3}))
                .isInstanceOfSatisfying(
                        InputFaultException.class,
                        e -> assertThat(e.fault().code()).isEqualTo("freeze.fact.unreadable"));
    }

    private void refuses(ValueReachedService.Builder fact, String code) {
        assertThatThrownBy(() -> reader.events(
                        FACT.toBuilder().setValueReachedService(fact).build(), T0))
                .isInstanceOfSatisfying(
                        InputFaultException.class,
                        e -> assertThat(e.fault().code()).isEqualTo(code));
    }

    private static ValueReachedService.Builder reached() {
        return FACT.getValueReachedService().toBuilder();
    }

    private static ReachedOutput.Builder output() {
        return FACT.getValueReachedService().getOutputs(0).toBuilder();
    }
}

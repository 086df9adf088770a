package org.holdfast.freeze.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.freeze.hold.Samples.HOLD;
import static org.holdfast.freeze.hold.Samples.MESSAGE;
import static org.holdfast.freeze.hold.Samples.SECOND;
import static org.holdfast.freeze.hold.Samples.T0;
import static org.holdfast.freeze.hold.Samples.TERM;

import java.time.Instant;
import java.util.List;
import org.holdfast.freeze.decider.Decision;
import org.holdfast.freeze.hold.answer.LineResult;
import org.holdfast.freeze.hold.answer.ReasonCode;
import org.junit.jupiter.api.Test;

/** What an exchange says is recorded, also where our clock or our own request was faster. */
class CrossingMessagesTest {
    private static final Instant ENDS = T0.plus(TERM);
    private static final Instant UNTIL = ENDS.plusSeconds(600);
    private static final HoldCommand EXTEND = new HoldCommand.RequestExtension(HOLD, SECOND, UNTIL, T0);
    private static final HoldCommand EXTENDED = new HoldCommand.ConfirmExtension(HOLD, UNTIL, MESSAGE, ENDS);
    private static final HoldCommand RELEASE = new HoldCommand.RequestRelease(HOLD, SECOND, "mistaken", T0);
    private static final HoldCommand LAPSE = new HoldCommand.PresumeLapse(HOLD, ENDS, ENDS);
    private static final HoldCommand EXPIRED = new HoldCommand.ConfirmExpiry(HOLD, MESSAGE, ENDS);
    private static final HoldCommand ANSWER = new HoldCommand.RecordAnswer(HOLD, Samples.fullAnswer(ENDS), MESSAGE, T0);

    private final HoldRun run = new HoldRun();

    @Test
    void anExtensionAfterOurClockEndsThePresumedLapse() {
        run.held().given(EXTEND).given(LAPSE).given(EXTENDED);
        assertThat(run.state())
                .isInstanceOfSatisfying(
                        HoldState.Held.class,
                        held -> assertThat(held.termEnds()).isEqualTo(UNTIL));
        run.given(new HoldCommand.PresumeLapse(HOLD, UNTIL, UNTIL));
        assertThat(run.label()).isEqualTo(HoldState.Label.LAPSE_PRESUMED);
    }

    @Test
    void anExtensionThatNobodyAskedForChangesNothing() {
        run.held().given(LAPSE);
        assertThat(run.rejection(EXTENDED)).isInstanceOf(HoldRejection.ExtensionUnsuited.class);
    }

    @Test
    void anExpiryBeforeOurClockRanOutIsRecordedAtTheEndOfTheTermOnly() {
        run.held();
        assertThat(run.rejection(new HoldCommand.ConfirmExpiry(HOLD, MESSAGE, ENDS.minusSeconds(1))))
                .isEqualTo(new HoldRejection.StateUnsuited(HoldState.Label.HELD_FULL));
        run.given(EXPIRED);
        assertThat(run.label()).isEqualTo(HoldState.Label.EXPIRED);
    }

    @Test
    void anExpiryAfterOurReleaseIsRecorded() {
        run.held().given(RELEASE).given(EXPIRED);
        assertThat(run.label()).isEqualTo(HoldState.Label.EXPIRED);
    }

    @Test
    void anAnswerAfterOurReleaseIsRecordedAndTheReleaseAskedOnceMore() {
        run.sent().given(RELEASE);
        assertThat(run.when(new HoldCommand.RecordAcknowledgement(HOLD, MESSAGE, T0)))
                .isInstanceOf(Decision.Ignored.class);
        run.given(ANSWER);
        assertThat(run.names()).endsWith("HoldReleaseRequested", "HoldPlaced", "HoldReleaseRequested");
        assertThat(run.state())
                .isInstanceOfSatisfying(
                        HoldState.ReleaseRequested.class,
                        asked -> assertThat(asked.held()).isNotNull());
        assertThat(run.when(ANSWER)).isInstanceOf(Decision.Ignored.class);
    }

    @Test
    void aDeclinedAnswerAfterOurReleaseEndsTheRequest() {
        run.sent()
                .given(RELEASE)
                .given(new HoldCommand.RecordAnswer(
                        HOLD,
                        List.of(
                                Samples.emptyLine(1, LineResult.DECLINED, ReasonCode.NEEDS_MLA),
                                Samples.emptyLine(2, LineResult.DECLINED, ReasonCode.NEEDS_MLA)),
                        MESSAGE,
                        T0));
        assertThat(run.label()).isEqualTo(HoldState.Label.DECLINED);
    }

    @Test
    void anExtensionAfterOurReleaseIsRecordedAndTheReleaseAskedOnceMore() {
        run.held().given(EXTEND).given(RELEASE).given(EXTENDED);
        assertThat(run.names()).endsWith("HoldReleaseRequested", "HoldExtended", "HoldReleaseRequested");
        assertThat(run.label()).isEqualTo(HoldState.Label.RELEASE_REQUESTED);
    }

    @Test
    void aReleaseThatNobodyAskedForIsRecorded() {
        run.held().given(LAPSE).given(new HoldCommand.ConfirmRelease(HOLD, MESSAGE, ENDS));
        assertThat(run.label()).isEqualTo(HoldState.Label.RELEASED);
    }
}

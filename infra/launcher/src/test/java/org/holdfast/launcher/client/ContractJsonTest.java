package org.holdfast.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.holdfast.api.index.ChainsResponse;
import org.holdfast.api.index.ChainsResponse.FeedStatus;
import org.holdfast.api.label.LabelsResponse;
import org.holdfast.api.program.DemoScenario;
import org.holdfast.api.program.ImportReport;
import org.holdfast.api.trace.TraceRequest;
import org.holdfast.api.trace.TraceResponse;
import org.holdfast.launcher.stub.Answers;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** What the launcher takes from other programs, and what it refuses. */
class ContractJsonTest {
    @Test
    void aNewerServiceMaySendFieldsThatTheRecordDoesNotHave() {
        assertThat(ContractJson.read(
                        "{\"added\":1,\"unchanged\":2,\"withdrawn\":3,\"refused\":[],\"new\":[\"x\"]}",
                        LabelsResponse.class))
                .isEqualTo(new LabelsResponse(1, 2, 3, List.of()));
    }

    @Test
    void aMissingRequiredFieldIsNamed() {
        assertThatThrownBy(() -> ContractJson.read("{\"theft\":\"a:0\"}", DemoScenario.class))
                .isInstanceOf(DatabindException.class)
                .hasMessageContaining("exchanges");
    }

    @Test
    void aMissingRequiredFieldIsNamedInANestedRecordToo() {
        String body = ContractJson.write(Answers.chains(Answers.chain(Answers.REGTEST, 3, "aa", Answers.READ)));
        assertThatThrownBy(() -> ContractJson.read(body.replace("\"lastHash\"", "\"lastHush\""), ChainsResponse.class))
                .isInstanceOf(DatabindException.class)
                .hasMessageContaining("lastHash");
    }

    @Test
    void aMissingNumberIsRefusedAndNotTakenForZero() {
        assertThatThrownBy(
                        () -> ContractJson.read("{\"added\":1,\"unchanged\":2,\"refused\":[]}", LabelsResponse.class))
                .isInstanceOf(DatabindException.class)
                .hasMessageContaining("withdrawn");
    }

    @Test
    void nullIsRefusedForARequiredField() {
        assertThatThrownBy(() -> ContractJson.read("{\"state\":null,\"lagRecords\":0}", FeedStatus.class))
                .isInstanceOf(DatabindException.class)
                .hasMessageContaining("state");
    }

    @Test
    void aNullableFieldMayBeNullOrMissing() {
        var none = new ImportReport("c:1", 0, 0, null);
        assertThat(ContractJson.read("{\"chain\":\"c:1\",\"blocks\":0,\"transactions\":0}", ImportReport.class))
                .isEqualTo(none);
        assertThat(ContractJson.read(
                        "{\"chain\":\"c:1\",\"blocks\":0,\"transactions\":0,\"tip\":null}", ImportReport.class))
                .isEqualTo(none);
    }

    @Test
    void aWrongTypeIsRefused() {
        assertThatThrownBy(() -> ContractJson.read("{\"state\":\"reading\",\"lagRecords\":\"x\"}", FeedStatus.class))
                .isInstanceOf(DatabindException.class);
        assertThatThrownBy(() -> ContractJson.read("[]", FeedStatus.class)).isInstanceOf(DatabindException.class);
    }

    @Test
    void textThatIsNoJsonIsRefused() {
        assertThatThrownBy(() -> ContractJson.read("<html>", FeedStatus.class))
                .isInstanceOf(JacksonException.class)
                .isNotInstanceOf(DatabindException.class);
    }

    @Test
    void aRequestLeavesOutWhatWasNotAsked() {
        var request =
                new TraceRequest("c:1", List.of("a:0"), null, List.of("fifo"), null, null, null, null, "CASE", null);
        assertThat(ContractJson.request(request))
                .isEqualTo("{\"chain\":\"c:1\",\"seeds\":[\"a:0\"],\"policies\":[\"fifo\"],\"caseId\":\"CASE\"}");
    }

    @Test
    void anAnswerIsPrintedWithAllItsFields() {
        assertThat(ContractJson.write(new FeedStatus("reading", 0, null)))
                .isEqualTo("{\"state\":\"reading\",\"lagRecords\":0,\"reason\":null}");
    }

    @Test
    void aWholeTraceComesBackAsItWas() {
        TraceResponse trace = Answers.finished("t1", Answers.fifo(7, 3));
        assertThat(ContractJson.read(ContractJson.write(trace), TraceResponse.class))
                .isEqualTo(trace);
    }
}

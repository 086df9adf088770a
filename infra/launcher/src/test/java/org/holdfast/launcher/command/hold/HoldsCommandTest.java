package org.holdfast.launcher.command.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.holdfast.api.hold.HoldResponse;
import org.holdfast.api.hold.HoldStateResponse;
import org.holdfast.api.hold.HoldsResponse;
import org.holdfast.api.hold.LeftOutBody;
import org.holdfast.api.hold.UnaskedFactsResponse;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.node.Access;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.launcher.stub.Cli;
import org.holdfast.launcher.stub.StubService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands holds and approve, from arguments to output. */
class HoldsCommandTest {
    private static final String LIST = "GET /v1/holds?limit=500";

    @TempDir
    Path home;

    private StubService freeze;
    private Cli cli = Cli.stopped(Path.of("."));

    @BeforeEach
    void start() throws Exception {
        freeze = new StubService();
        cli = Cli.running(home, 1, freeze.port());
    }

    @AfterEach
    void stop() {
        freeze.close();
    }

    @Test
    void theListIsATable() {
        freeze.on(
                LIST,
                200,
                new HoldsResponse(
                        List.of(
                                Answers.hold("h1", "exchange-a", "draft"),
                                Answers.hold("h2", "exchange-b", "held-full")),
                        null));
        assertThat(cli.run("holds").lines())
                .containsExactly(
                        "hold  case    exchange    state      asked  held",
                        "h1    CASE-1  exchange-a  draft        700   500",
                        "h2    CASE-1  exchange-b  held-full    700   500");
    }

    @Test
    void aListThatGoesOnSaysSo() {
        freeze.on(LIST, 200, new HoldsResponse(List.of(Answers.hold("h1", "exchange-a", "draft")), "h1"));
        assertThat(cli.run("holds").lines().getLast()).isEqualTo("there are more; --case shows those of one case");
    }

    @Test
    void oneCaseIsAskedForByItsId() {
        freeze.on(LIST + "&caseId=CASE+1", 200, new HoldsResponse(List.of(), null));
        var listed = cli.run("holds", "--case", "CASE 1");
        assertThat(listed.exit()).as(listed.err()).isZero();
        assertThat(listed.lines()).containsExactly("hold  case  exchange  state  asked  held");
    }

    @Test
    void theListAsJsonIsTheContracts() {
        var holds = new HoldsResponse(List.of(Answers.hold("h1", "exchange-a", "draft")), null);
        freeze.on(LIST, 200, holds);
        assertThat(ContractJson.read(cli.run("holds", "--output", "json").out(), HoldsResponse.class))
                .isEqualTo(holds);
    }

    @Test
    void oneRequestIsShownWithAllThatAnApproverSigns() {
        HoldResponse hold = Answers.holdWithHistory("h1", "exchange-a", "sent");
        freeze.on("GET /v1/holds/h1", 200, hold);
        assertThat(cli.run("holds", "h1").lines())
                .containsExactly(
                        "h1 to exchange-a: sent (fact lost)",
                        "its fact was withdrawn at 2026-01-02T00:00:00Z (conflict): spent elsewhere;"
                                + " nothing is released unless a person asks for it",
                        "",
                        "text",
                        "",
                        "line  asked  address  output  confirmations  block",
                        "   1    700  bcrt1q                       1      5",
                        "not asked: 4 of 9 at bcrt1p, asked already by h0",
                        "case CASE-2 asks for the same place: h5, sent",
                        "",
                        "at                    event        by              detail",
                        "2026-01-01T00:00:00Z  HoldDrafted  investigator-1  700 asked",
                        "2026-01-01T00:00:01Z  HoldSent");
        assertThat(ContractJson.read(cli.run("holds", "h1", "--output", "json").out(), HoldResponse.class))
                .isEqualTo(hold);
    }

    @Test
    void requestsThatNeedADecisionAreListed() {
        var held = Answers.hold("h1", "exchange-a", "held-full");
        var lost = new HoldsResponse.Hold(
                "h2", "CASE-1", "exchange-a", "f", "held-full", "coin", "7", "7", "lost", null, null, "t", "t");
        freeze.on(LIST + "&needsDecision=true", 200, new HoldsResponse(List.of(lost), null))
                .on(LIST + "&needsDecision=true&caseId=C", 200, new HoldsResponse(List.of(held), null));
        assertThat(cli.run("holds", "--needs-decision").lines().getLast()).contains("held-full (fact lost)");
        assertThat(cli.run("holds", "--needs-decision", "--case", "C").lines().getLast())
                .startsWith("h1");
    }

    @Test
    void factsWithoutARequestAreListed() {
        var fact = new UnaskedFactsResponse.UnaskedFact(
                "f2",
                "C",
                "exchange-a",
                "coin",
                "2026-01-01T00:00:00Z",
                List.of(new LeftOutBody("bcrt1q", "ab:0", "700", "700", List.of("h1"))));
        freeze.on("GET /v1/unasked-facts", 200, new UnaskedFactsResponse(List.of()))
                .on("GET /v1/unasked-facts?caseId=C", 200, new UnaskedFactsResponse(List.of(fact)));
        assertThat(cli.run("holds", "--unasked").lines()).containsExactly("no facts without a request");
        assertThat(cli.run("holds", "--unasked", "--case", "C").lines())
                .containsExactly(
                        "2026-01-01T00:00:00Z  f2 of case C to exchange-a: nothing new to ask",
                        "not asked: 700 of 700 at ab:0, asked already by h1");
    }

    @Test
    void anUnknownRequestIsTheServicesRefusal() {
        freeze.refuse("GET /v1/holds/h9", 404, "freeze.hold.unknown");
        var refused = cli.run("holds", "h9");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).startsWith("freeze.hold.unknown: ");
    }

    @Test
    void theSupervisorApprovesUnlessAnotherOfficerIsNamed() {
        freeze.on("POST /v1/holds/h1/approval", 200, new HoldStateResponse("h1", "approved", true));
        assertThat(cli.run("approve", "h1").lines())
                .containsExactly("{\"holdId\":\"h1\",\"state\":\"approved\",\"changed\":true}");
        assertThat(cli.run("approve", "h1", "--as", Access.INVESTIGATOR).exit()).isZero();
        assertThat(freeze.tokens())
                .containsExactly(
                        Access.token(cli.layout(), Access.SUPERVISOR), Access.token(cli.layout(), Access.INVESTIGATOR));
    }

    @Test
    void aLostHoldIsKeptOrReleasedWithAReason() {
        freeze.on("POST /v1/holds/h1/keeping", 200, new HoldStateResponse("h1", "held-full", true))
                .on("POST /v1/holds/h1/release", 200, new HoldStateResponse("h1", "release-requested", true));
        assertThat(cli.run("keep", "h1", "--reason", "the victim knows it").lines())
                .containsExactly("{\"holdId\":\"h1\",\"state\":\"held-full\",\"changed\":true}");
        assertThat(cli.run("release", "h1", "--reason", "undone", "--as", Access.INVESTIGATOR)
                        .lines())
                .containsExactly("{\"holdId\":\"h1\",\"state\":\"release-requested\",\"changed\":true}");
        assertThat(freeze.asked())
                .containsExactly(
                        "POST /v1/holds/h1/keeping {\"reason\":\"the victim knows it\"}",
                        "POST /v1/holds/h1/release {\"reason\":\"undone\"}");
        assertThat(freeze.tokens())
                .containsExactly(
                        Access.token(cli.layout(), Access.SUPERVISOR), Access.token(cli.layout(), Access.INVESTIGATOR));
    }

    @Test
    void aKeptRequestNamesTheDecision() {
        var fact = new HoldResponse.Fact(
                "kept",
                "conflict",
                "spent elsewhere",
                "2026-01-02T00:00:00Z",
                null,
                new HoldResponse.Kept("supervisor-1", "the victim knows it", "2026-01-03T00:00:00Z"));
        freeze.on("GET /v1/holds/h1", 200, Answers.holdWithHistory("h1", "exchange-a", "held-full", fact));
        assertThat(cli.run("holds", "h1").lines())
                .startsWith(
                        "h1 to exchange-a: held-full (fact lost, kept)",
                        "its fact was withdrawn at 2026-01-02T00:00:00Z (conflict): spent elsewhere;"
                                + " kept by supervisor-1 at 2026-01-03T00:00:00Z: the victim knows it");
    }

    @Test
    void anOfficerWithoutATokenIsRefusedWithTheKnownOnes() {
        var refused = cli.run("approve", "h1", "--as", "stranger");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("launcher.officer.unknown: ")
                .contains("\"stranger\"", Access.SUPERVISOR, Access.INVESTIGATOR);
        assertThat(freeze.asked()).isEmpty();
    }

    @Test
    void anIdThatCannotBeOneIsRefusedBeforeTheServiceIsAsked() {
        assertThat(cli.run("approve", "not an id!").exit()).isEqualTo(2);
        assertThat(freeze.asked()).isEmpty();
    }

    @Test
    void aCoordinatorThatIsAwayIsNamed() {
        freeze.close();
        var refused = cli.run("holds");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).startsWith("launcher.service.no-answer: ").contains(freeze.url() + "/v1/holds");
    }
}

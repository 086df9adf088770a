package org.holdfast.launcher.command.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.holdfast.api.trace.BoundsRequest;
import org.holdfast.api.trace.BoundsRequest.BoundsLimitsRequest;
import org.holdfast.api.trace.DepositRequest;
import org.holdfast.api.trace.PathsRequest;
import org.holdfast.api.trace.PathsRequest.PathLimitsRequest;
import org.holdfast.api.trace.TraceRequest;
import org.holdfast.api.trace.TraceRequest.LimitsRequest;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Which request the options of a trace make, and which options are refused. */
class TraceOptionsTest {
    private static final String TX = Answers.tx("ab");
    private static final String SEED = TX + ":0";

    private static Question question(String arguments) {
        var command = new TraceCommand();
        new CommandLine(command).parseArgs(arguments.split(" ", -1));
        return command.question();
    }

    private static Object request(String arguments) {
        return question(arguments).on("c:1");
    }

    private static InputFault refused(String arguments) {
        return catchThrowableOfType(InputFaultException.class, () -> question(arguments))
                .fault();
    }

    private static TraceRequest trace(List<String> policies) {
        return new TraceRequest("c:1", List.of(SEED), null, policies, null, null, null, null, null, null);
    }

    @Test
    void aTraceForwardUnderFifoIsMeantUnlessOtherwiseSaid() {
        assertThat(request(SEED)).isEqualTo(trace(List.of("fifo")));
        assertThat(request(SEED + " --direction forward")).isEqualTo(trace(List.of("fifo")));
        assertThat(request(SEED + " --policy lifo,poison")).isEqualTo(trace(List.of("lifo", "poison")));
        assertThat(request(SEED + " --policy all")).isEqualTo(trace(TraceOptions.POLICIES));
    }

    @Test
    void severalSeedsAreOneQuestion() {
        assertThat(((TraceRequest) request(SEED + " " + TX + ":1")).seeds()).containsExactly(SEED, TX + ":1");
    }

    @Test
    void feesCaseAndLimitsOfATrace() {
        assertThat(request(SEED + " --follow-fees --case CASE-1 --limit hops=3 --limit transactions=9"
                        + " --limit dust=5 --limit untilHeight=7"))
                .isEqualTo(new TraceRequest(
                        "c:1",
                        List.of(SEED),
                        null,
                        List.of("fifo"),
                        null,
                        null,
                        null,
                        true,
                        "CASE-1",
                        new LimitsRequest(9L, null, 3, 5L, 7L, null, null)));
    }

    @Test
    void backwardStopsAtItsSources() {
        assertThat(request(SEED + " --direction backward --policy lifo --source " + TX + ":1 --limit fromHeight=2"))
                .isEqualTo(new TraceRequest(
                        "c:1",
                        List.of(SEED),
                        null,
                        List.of("lifo"),
                        "backward",
                        List.of(TX + ":1"),
                        null,
                        null,
                        null,
                        new LimitsRequest(null, null, null, null, null, 2L, null)));
        assertThat(((TraceRequest) request(SEED + " --direction backward")).sources())
                .isNull();
    }

    @Test
    void pathsHaveATargetAndLimitsOfTheirOwn() {
        assertThat(request(SEED + " --to bc1qx --limit hops=3 --limit leastValue=10 --limit paths=4"))
                .isEqualTo(new PathsRequest(
                        "c:1", List.of(SEED), null, "bc1qx", new PathLimitsRequest(3, 10L, null, 4, null)));
    }

    @Test
    void boundsHaveDestinationsAndLimitsOfTheirOwn() {
        assertThat(request(SEED + " --bounds --at desk --at fee --limit transactions=50"))
                .isEqualTo(new BoundsRequest(
                        "c:1", List.of(SEED), null, List.of("desk", "fee"), null, new BoundsLimitsRequest(50L, null)));
        assertThat(((BoundsRequest) request(SEED + " --bounds")).destinations()).isNull();
    }

    @Test
    void depositsNameTheirAccountAssetAndNumber() {
        String token = "eip155:1/erc20:0xdac17f958d2ee523a2206206994597c13d831ec7";
        assertThat(question(TX + " --address 0xaa").accounts()).isTrue();
        assertThat(((TraceRequest) request(TX + " --address 0xaa")).deposits())
                .containsExactly(new DepositRequest("0xaa", null, TX, null, null));
        var asked = (TraceRequest) request(TX + ":2 --address 0xaa --asset " + token);
        assertThat(asked.deposits()).containsExactly(new DepositRequest("0xaa", token, TX, 2, null));
        assertThat(asked.seeds()).isNull();
    }

    @Test
    void aDepositNumberIsDigits() {
        InputFault fault = refused(TX + ":first --address 0xaa");
        assertThat(fault.code()).isEqualTo("launcher.deposit.malformed");
        assertThat(fault.got()).contains(":first");
        assertThat(refused(TX + ":1234567 --address 0xaa").code()).isEqualTo("launcher.deposit.malformed");
    }

    @Test
    void aSeedIsAnOutpoint() {
        assertThat(refused("ab:0").code()).isEqualTo("primitives.outpoint.malformed");
        assertThat(refused(SEED + " --direction backward --source x").code())
                .isEqualTo("primitives.outpoint.malformed");
    }

    @Test
    void aLimitOfAnotherQuestionIsRefusedAndNotIgnored() {
        for (String arguments : List.of(
                SEED + " --limit leastValue=1",
                SEED + " --to x --limit dust=1",
                SEED + " --bounds --limit hops=1",
                SEED + " --limit speed=1")) {
            assertThat(refused(arguments).code()).as(arguments).isEqualTo("launcher.limit.unknown");
        }
        InputFault tooLarge = refused(SEED + " --limit hops=3000000000");
        assertThat(tooLarge.code()).isEqualTo("launcher.limit.unknown");
        assertThat(tooLarge.expected()).isEqualTo("hops up to 2147483647");
    }

    @Test
    void aPolicyIsOneOfTheSeven() {
        InputFault fault = refused(SEED + " --policy fifo,guess");
        assertThat(fault.code()).isEqualTo("launcher.policy.unknown");
        assertThat(fault.got()).isEqualTo("\"guess\"");
        assertThat(refused(SEED + " --policy ,").code()).isEqualTo("launcher.policy.unknown");
    }

    @Test
    void optionsThatDoNotFitTogetherAreRefused() {
        for (String options : List.of(
                "--direction sideways",
                "--direction backward --to x",
                "--to x --bounds",
                "--source " + SEED,
                "--at desk",
                "--bounds --case C",
                "--bounds --policy fifo",
                "--to x --policy fifo",
                "--to x --follow-fees",
                "--direction backward --case C")) {
            assertThat(refused(SEED + " " + options).code()).as(options).isEqualTo("launcher.trace.options");
        }
        assertThat(refused("--policy fifo").code()).isEqualTo("launcher.trace.options");
    }

    @Test
    void aNamedChainIsTheOnlyCandidate() {
        assertThat(question(SEED + " --chain regtest").chain()).isEqualTo("regtest");
        assertThat(question(SEED).chain()).isEmpty();
    }

    @Test
    void compareTakesItsOwnSeeds() {
        var parsed = new CommandLine(new TraceCommand()).parseArgs("compare", SEED, "--chain", "regtest");
        assertThat(parsed.errors()).isEmpty();
        assertThat(parsed.subcommand().matchedPositionals()).hasSize(1);
    }
}

package org.holdfast.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.holdfast.primitives.CaseId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.Outpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

@Command(name = "trace", description = "Follows the value of outputs forward, under one doctrine or several.")
final class TraceCommand implements Callable<Integer> {
    private static final List<String> POLICIES = List.of("fifo", "pro-rata", "poison");

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Holdfast holdfast;

    @Parameters(arity = "1..100", paramLabel = "TXID:OUTPUT")
    private List<String> seeds = List.of();

    @Option(names = "--policy", description = "fifo, pro-rata, poison or all (default: fifo).")
    private String policy = "fifo";

    @Option(names = "--chain", description = "The chain (default: the one that has the transaction).")
    private String chain = "";

    @Option(names = "--case", description = "The case; value that reached an exchange then becomes a fact of it.")
    private String caseId = "";

    @Override
    public Integer call() {
        List<String> outpoints =
                seeds.stream().map(Outpoint::parse).map(Outpoint::toString).toList();
        List<String> policies = policies(policy);
        boolean json = holdfast.json();
        NodeState node = holdfast.node();
        JsonNode result = trace(holdfast.tracing(node, Access.INVESTIGATOR), chain, outpoints, policies, caseId);
        if (json) {
            holdfast.terminal().line(result.toString());
        } else {
            TracePrinter.print(holdfast.terminal(), result);
        }
        return 0;
    }

    /** Asks for a trace; without a chain, the chains that hold blocks are asked in turn. */
    static JsonNode trace(RestClient tracing, String chain, List<String> seeds, List<String> policies, String caseId) {
        var chains = new ArrayList<String>();
        if (chain.isEmpty()) {
            for (JsonNode known : tracing.get("/v1/chains").path("chains")) {
                if (known.path("blocks").asLong(0) > 0) {
                    chains.add(known.path("chain").asString(""));
                }
            }
        } else {
            chains.add(Chains.parse(chain).text());
        }
        InputFaultException last = new InputFaultException(new InputFault(
                "launcher.index.empty",
                "no blocks are indexed yet",
                "the tracing service",
                "at least one chain with blocks",
                "none",
                "import blocks with ./holdfast import"));
        for (String candidate : chains) {
            try {
                return tracing.post("/v1/traces", request(candidate, seeds, policies, caseId));
            } catch (InputFaultException e) {
                last = e;
                if (!e.fault().code().contains("unknown")) {
                    throw e;
                }
            }
        }
        throw last;
    }

    private static JsonNode request(String chain, List<String> seeds, List<String> policies, String caseId) {
        var body = RestClient.JSON.createObjectNode();
        body.put("chain", chain);
        var seedArray = body.putArray("seeds");
        seeds.forEach(seedArray::add);
        var policyArray = body.putArray("policies");
        policies.forEach(policyArray::add);
        if (!caseId.isEmpty()) {
            body.put("caseId", new CaseId(caseId).text());
        }
        return body;
    }

    private static List<String> policies(String text) {
        if (text.equals("all")) {
            return POLICIES;
        }
        List<String> asked = List.of(text.split(",", -1));
        for (String one : asked) {
            if (!POLICIES.contains(one)) {
                throw new InputFaultException(new InputFault(
                        "launcher.policy.unknown",
                        "a policy is unknown",
                        "--policy",
                        String.join(", ", POLICIES) + " or all",
                        InputFault.quote(one),
                        "choose one of those"));
            }
        }
        return asked;
    }
}

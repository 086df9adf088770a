package org.holdfast.launcher.command.trace;

import java.util.concurrent.Callable;
import org.holdfast.launcher.client.RestClient;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.node.Access;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.primitives.id.VaspId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "label", description = "Says that an address belongs to an exchange or issuer.")
public final class LabelCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Parameters(index = "0", paramLabel = "ADDRESS")
    private String address = "";

    @Parameters(index = "1", paramLabel = "VASP")
    private String vasp = "";

    @Option(names = "--chain", description = "A name such as mainnet or ethereum, or a CAIP-2 id (default: mainnet).")
    private String chain = "mainnet";

    @Option(names = "--source", description = "Who says so (default: own).")
    private String source = "own";

    @Option(names = "--confidence", description = "Per mille, 0 to 1000 (default: 1000).")
    private int confidence = 1000;

    @Override
    public Integer call() {
        NodeState node = context.node();
        var answer = put(
                context.tracing(node, Access.INVESTIGATOR),
                source,
                Chains.named(chain).address(address),
                new VaspId(vasp),
                confidence);
        context.terminal().line(answer);
        return 0;
    }

    public static String put(RestClient tracing, String source, Address address, VaspId vasp, int confidence) {
        var body = RestClient.JSON.createObjectNode();
        body.put("source", source);
        body.putArray("labels")
                .addObject()
                .put("chain", address.chain().text())
                .put("address", address.text())
                .put("vaspId", vasp.text())
                .put("category", "exchange")
                .put("confidencePerMille", confidence);
        return tracing.put("/v1/labels", body).toString();
    }
}

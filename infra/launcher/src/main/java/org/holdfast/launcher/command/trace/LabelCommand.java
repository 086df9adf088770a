package org.holdfast.launcher.command.trace;

import java.util.List;
import java.util.concurrent.Callable;
import org.holdfast.api.label.LabelsRequest;
import org.holdfast.api.label.LabelsRequest.LabelEntry;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.node.Access;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.primitives.id.VaspId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The label of one address. */
@Command(name = "label", description = "Labels an address as belonging to an exchange or issuer.")
public final class LabelCommand implements Callable<Integer> {
    private static final String CATEGORY = "exchange";

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Parameters(index = "0", paramLabel = "ADDRESS", description = "The address, as its chain writes it.")
    private String address = "";

    @Parameters(index = "1", paramLabel = "VASP", description = "The id of the exchange or issuer.")
    private String vasp = "";

    @Option(names = "--chain", description = "A name such as mainnet or ethereum, or a CAIP-2 id (default: mainnet).")
    private String chain = "mainnet";

    @Option(names = "--source", description = "Who makes the claim (default: own).")
    private String source = "own";

    @Option(names = "--confidence", description = "Confidence of the source in per mille, 0 to 1000 (default: 1000).")
    private int confidence = 1000;

    @Override
    public Integer call() {
        LabelsRequest labels = labels(source, Chains.named(chain).address(address), new VaspId(vasp), confidence);
        var taken = context.tracing(context.node(), Access.INVESTIGATOR).putLabels(labels);
        context.terminal().line(ContractJson.write(taken));
        return 0;
    }

    /** The request with one label. */
    public static LabelsRequest labels(String source, Address address, VaspId vasp, int confidence) {
        return new LabelsRequest(
                source,
                List.of(new LabelEntry(address.chain().text(), address.text(), vasp.text(), CATEGORY, confidence)));
    }
}

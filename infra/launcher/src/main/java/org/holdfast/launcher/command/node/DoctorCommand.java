package org.holdfast.launcher.command.node;

import java.util.concurrent.Callable;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.command.check.Finding;
import org.holdfast.launcher.command.check.NodeLooks;
import org.holdfast.launcher.command.check.NodeReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** A check of the machine and the node. */
@Command(
        name = "doctor",
        description = {
            "Checks this machine and this node, and lists every finding.",
            "Exit codes: 0 well, 2 no node runs, 3 a part does not work, 4 degraded."
        })
public final class DoctorCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Override
    public Integer call() {
        boolean json = context.json();
        NodeReport report = NodeLooks.report(context, true);
        if (json) {
            context.terminal().line(ContractJson.write(report));
        } else {
            report.findings().stream().map(Finding::line).forEach(context.terminal()::line);
            context.terminal().line(report.verdict());
        }
        return report.exitCode();
    }
}

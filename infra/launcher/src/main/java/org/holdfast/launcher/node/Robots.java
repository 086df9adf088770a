package org.holdfast.launcher.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The robot exchanges of the demonstration. */
final class Robots {
    private Robots() {}

    static ServiceProcess process(NodeLayout layout, String exchange, int freezePort) {
        String name = "robot-" + exchange;
        Path folder = layout.service(name);
        Path token = PrivateFile.write(folder.resolve("token"), Access.token(layout, exchange));
        var command = new ArrayList<>(Module.ROBOT.javaCommand(layout.home()));
        command.add(Module.ROBOT.mainClass());
        command.addAll(List.of(
                "--url",
                "http://127.0.0.1:" + freezePort,
                "--vasp",
                exchange,
                "--token-file",
                token.toString(),
                "--profile",
                exchange.equals("exchange-a") ? "full" : "partial"));
        return new ServiceProcess(name, command, folder, 0, false);
    }
}

package org.holdfast.launcher.node.supervision;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.launcher.node.Access;
import org.holdfast.launcher.node.Module;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.servers.OwnProcess;
import org.holdfast.servers.PrivateFiles;

/** The robot exchanges of the demonstration. */
final class Robots {
    private static final String PREFIX = "robot-";
    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    private Robots() {}

    /** Stops the robot that a node with robots left when it was killed. */
    static void stopLeft(NodeLayout layout, String exchange) {
        OwnProcess.stopRecorded(layout.service(PREFIX + exchange), PREFIX + exchange, "TERM", STOP_MAX);
    }

    static ServiceProcess process(NodeLayout layout, String exchange, int freezePort) {
        String name = PREFIX + exchange;
        Path folder = layout.service(name);
        Path token = PrivateFiles.write(folder.resolve("token"), Access.token(layout, exchange));
        var command = new ArrayList<>(Module.ROBOT.javaCommand(layout.home()));
        command.addAll(List.of(
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                Module.ROBOT.mainClass()));
        command.addAll(List.of(
                "--url",
                "http://127.0.0.1:" + freezePort,
                "--vasp",
                exchange,
                "--token-file",
                token.toString(),
                "--profile",
                exchange.equals("exchange-a") ? "full" : "partial"));
        return new ServiceProcess(name, command, folder, 0, "");
    }
}

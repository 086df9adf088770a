package org.holdfast.launcher.node.supervision;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.launcher.node.Access;
import org.holdfast.launcher.node.Module;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodePorts;
import org.holdfast.launcher.node.NodeSettings;
import org.holdfast.launcher.node.PartStatus;
import org.holdfast.launcher.node.security.BrokerGrants;
import org.holdfast.servers.KafkaAccess;
import org.holdfast.servers.ServerBinaries;

/** The parts of one node, each with its supervisor. */
final class Parts {
    private static final int CLUSTER_ID_BYTES = 16;
    private static final int PASSWORD_BYTES = 32;

    private final NodeLayout layout;
    private final NodePorts ports;
    private final NodeSettings settings;
    private final PartBounds bounds;
    private final NodeLog log;
    private final SecureRandom random = new SecureRandom();
    private final List<PartSupervisor> servers;
    private final List<ServiceProcess> services = new ArrayList<>();
    private final List<PartSupervisor> serving = new ArrayList<>();
    private final Followers followers;

    Parts(NodeLayout layout, NodePorts ports, boolean robots, NodeSettings settings, NodeLog log) {
        this.layout = layout;
        this.ports = ports;
        this.log = log;
        this.settings = settings;
        this.bounds = PartBounds.DEFAULT.withFailuresMax(settings.failuresMax());
        ServerBinaries binaries = ServerBinaries.below(layout.home());
        PartSupervisor postgres = keep(new PostgresPart(binaries, layout, ports.postgres(), this::password), List.of());
        PartSupervisor kafka = keep(
                new KafkaPart(
                        binaries,
                        layout.kafka(),
                        ports.kafka(),
                        () -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(CLUSTER_ID_BYTES)),
                        new KafkaAccess(BrokerGrants.lines(), this::password)),
                List.of());
        this.servers = List.of(postgres, kafka);
        services.add(service(
                Module.TRACING, "tracing", ports.tracing(), List.of("-Dholdfast.data=" + value(layout.index()))));
        if (Module.FREEZE.isPartOf(layout.home())) {
            services.add(service(
                    Module.FREEZE,
                    "freeze",
                    ports.freeze(),
                    List.of(
                            "-Dholdfast.data=" + value(layout.service("freeze")),
                            "-Dholdfast.vasps=" + String.join(",", Access.EXCHANGES))));
        }
        services.forEach(service -> serving.add(keep(service, servers)));
        for (String exchange : Access.EXCHANGES) {
            if (robots && Module.ROBOT.isPartOf(layout.home())) {
                serving.add(keep(Robots.process(layout, exchange, ports.freeze()), servers));
            } else {
                Robots.stopLeft(layout, exchange);
            }
        }
        this.followers = new Followers(layout, settings, bootstrap(), bounds, List.of(kafka), log);
    }

    private PartSupervisor keep(Part part, List<PartSupervisor> needs) {
        return new PartSupervisor(part, bounds, needs, log);
    }

    private String password() {
        return HexFormat.of().formatHex(bytes(PASSWORD_BYTES));
    }

    private byte[] bytes(int count) {
        byte[] raw = new byte[count];
        random.nextBytes(raw);
        return raw;
    }

    private String bootstrap() {
        return "127.0.0.1:" + ports.kafka();
    }

    private ServiceProcess service(Module module, String name, int port, List<String> extra) {
        var command = new ArrayList<>(module.javaCommand(layout.home()));
        command.addAll(List.of(
                "-Dserver.address=127.0.0.1",
                "-Dserver.port=" + port,
                "-Dholdfast.kafka.bootstrap=" + bootstrap(),
                "-Dholdfast.kafka.client-file=" + value(KafkaAccess.clientFile(layout.kafka(), name)),
                "-Dholdfast.access.file=" + value(layout.accepted()),
                "-Dspring.datasource.url=jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + name,
                // Relative to the folder of the service: an import is a list of addresses, not a path.
                "-Dspring.config.import=file:./"
                        + PostgresPart.secretFile(layout, name).getFileName()));
        command.addAll(settings.javaOptions(layout));
        command.addAll(extra);
        command.add(module.mainClass());
        return new ServiceProcess(name, command, layout.service(name), port, ServiceProcess.LIVENESS);
    }

    /** A path as a setting; the name of a folder may look like a placeholder. */
    private static String value(Path path) {
        return path.toString().replace("${", "\\${");
    }

    void begin() {
        supervisors().forEach(PartSupervisor::begin);
    }

    /** Looks for chains that are to be followed, and for chains that are not any more. */
    void look() {
        followers.look();
    }

    /** Servers, services and robots, without adapters. */
    Stream<PartSupervisor> supervisors() {
        return Stream.concat(servers.stream(), serving.stream());
    }

    List<ServiceProcess> services() {
        return services;
    }

    List<PartStatus> statuses() {
        return Stream.concat(supervisors().map(PartSupervisor::status), followers.statuses().stream())
                .toList();
    }

    /** Stops what uses the servers before the servers, which it needs to end in order. */
    void stop() {
        followers.stop();
        PartSupervisor.stopAll(serving);
        PartSupervisor.stopAll(servers);
    }
}

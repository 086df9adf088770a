package org.holdfast.launcher.node.supervision;

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
import org.holdfast.servers.PostgresServer;
import org.holdfast.servers.ServerBinaries;

/** The parts of one node, each with its supervisor. */
final class Parts {
    private static final int SECRET_BYTES = 16;

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
        PartSupervisor postgres = keep(
                new PostgresPart(
                        binaries, layout, ports.postgres(), () -> HexFormat.of().formatHex(bytes())),
                List.of());
        PartSupervisor kafka = keep(
                new KafkaPart(
                        binaries,
                        layout.kafka(),
                        ports.kafka(),
                        () -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes())),
                List.of());
        this.servers = List.of(postgres, kafka);
        services.add(service(Module.TRACING, "tracing", ports.tracing(), List.of("-Dholdfast.data=" + layout.index())));
        if (Module.FREEZE.isPartOf(layout.home())) {
            services.add(service(
                    Module.FREEZE,
                    "freeze",
                    ports.freeze(),
                    List.of(
                            "-Dholdfast.data=" + layout.service("freeze"),
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

    private byte[] bytes() {
        byte[] raw = new byte[SECRET_BYTES];
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
                "-Dholdfast.access.file=" + layout.accepted(),
                "-Dspring.datasource.url=jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + name,
                "-Dspring.datasource.username=" + PostgresServer.USER,
                "-Dspring.config.import=optional:file:" + PostgresPart.secretFile(layout, name)));
        command.addAll(settings.javaOptions(layout));
        command.addAll(extra);
        command.add(module.mainClass());
        return new ServiceProcess(name, command, layout.service(name), port, ServiceProcess.LIVENESS);
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

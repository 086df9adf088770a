package org.holdfast.launcher.node.supervision;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.holdfast.servers.KafkaAccess;
import org.holdfast.servers.KafkaBroker;
import org.holdfast.servers.ServerBinaries;
import org.jspecify.annotations.Nullable;

/** The broker. */
final class KafkaPart implements Part {
    static final String NAME = "kafka";

    private final ServerBinaries binaries;
    private final Path folder;
    private final int port;
    private final Supplier<String> clusterIds;
    private final KafkaAccess access;
    private volatile @Nullable KafkaBroker broker;

    KafkaPart(ServerBinaries binaries, Path folder, int port, Supplier<String> clusterIds, KafkaAccess access) {
        this.binaries = binaries;
        this.folder = folder;
        this.port = port;
        this.clusterIds = clusterIds;
        this.access = access;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public void start() {
        broker = KafkaBroker.start(binaries, folder, port, clusterIds, Optional.of(access));
    }

    @Override
    public boolean isAlive() {
        KafkaBroker now = broker;
        return now != null && now.isAlive();
    }

    @Override
    public long pid() {
        KafkaBroker now = broker;
        return now == null || !now.isAlive() ? 0 : now.pid();
    }

    @Override
    public OptionalInt exitCode() {
        KafkaBroker now = broker;
        return now == null ? OptionalInt.empty() : now.exitCode();
    }

    @Override
    public boolean answers() {
        KafkaBroker now = broker;
        return now != null && now.answers();
    }

    @Override
    public void stop() {
        KafkaBroker.stopRecorded(folder);
    }

    @Override
    public void kill() {
        KafkaBroker now = broker;
        if (now != null) {
            now.kill();
        }
    }
}

package org.holdfast.chain.app;

import java.nio.file.Path;
import java.util.Optional;
import org.holdfast.records.BrokerAccess;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the broker is, and as whom the adapter signs on. */
final class BrokerOptions {
    @Option(names = "--kafka", required = true, paramLabel = "HOST:PORT")
    private String bootstrap = "";

    @Option(
            names = "--kafka-client",
            paramLabel = "FILE",
            description = "Settings of the Kafka client with principal and password, for a broker that asks for them.")
    private @Nullable Path clientFile;

    BrokerAccess access() {
        return new BrokerAccess(bootstrap, Optional.ofNullable(clientFile));
    }
}

package org.holdfast.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/**
 * How a Kafka client reaches the broker. The broker of a node accepts no client without a password, and a file holds
 * it: every user of the machine can read a command line.
 *
 * @param bootstrap host and port
 * @param clientFile settings of the client with its principal and password; empty for a broker without access control
 */
public record BrokerAccess(String bootstrap, Optional<Path> clientFile) {
    /** Access to a broker without access control. */
    public static BrokerAccess open(String bootstrap) {
        return new BrokerAccess(bootstrap, Optional.empty());
    }

    /**
     * The settings that every client needs, with others of one client.
     *
     * @throws InputFaultException if the file cannot be read
     */
    public Map<String, Object> settings(Map<String, Object> others) {
        Map<String, Object> all = new HashMap<>();
        clientFile.ifPresent(file -> read(file).forEach((name, value) -> all.put(name.toString(), value)));
        all.put("bootstrap.servers", bootstrap);
        all.putAll(others);
        return all;
    }

    private static Properties read(Path file) {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new InputFaultException(
                    new InputFault(
                            "records.broker.client-file-unreadable",
                            "the file with the broker's password cannot be read",
                            file.toString(),
                            "settings of a Kafka client",
                            e.getClass().getSimpleName(),
                            "run as the owner of the node, or name the file of the node's data directory"),
                    e);
        }
    }
}

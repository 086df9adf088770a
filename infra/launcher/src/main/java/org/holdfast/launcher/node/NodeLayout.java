package org.holdfast.launcher.node;

import java.nio.file.Path;
import org.holdfast.launcher.node.security.BrokerGrants;
import org.holdfast.servers.KafkaAccess;

/**
 * The directories and files of a node.
 *
 * @param home the built tree
 * @param data the node's own directory
 */
public record NodeLayout(Path home, Path data) {
    public Path postgres() {
        return data.resolve("postgres");
    }

    public Path kafka() {
        return data.resolve("kafka");
    }

    /** Settings with which an adapter signs on at the broker. */
    public Path adapterClient() {
        return KafkaAccess.clientFile(kafka(), BrokerGrants.ADAPTER);
    }

    public Path service(String name) {
        return data.resolve(name);
    }

    /** Index files of the tracing service. */
    public Path index() {
        return data.resolve("tracing/index");
    }

    /** One file for each chain that this node follows. */
    public Path follow() {
        return data.resolve("follow");
    }

    public Path demo() {
        return data.resolve("demo");
    }

    /** Tokens in clear. Only the owner of the node may read this file. */
    public Path tokens() {
        return data.resolve("access/tokens");
    }

    /** Hashes of tokens, for the services. */
    public Path accepted() {
        return data.resolve("access/accepted");
    }

    /** Ports and process of the running node; absent while no node runs. */
    public Path state() {
        return data.resolve("holdfast.ports");
    }

    /** Ports of the last start. The next start uses the same ones if they are free. */
    public Path ports() {
        return data.resolve("ports.properties");
    }

    /** The file that a node or another program that uses the data locks. */
    public Path lock() {
        return data.resolve("node.lock");
    }

    /** The process that holds the lock. */
    public Path process() {
        return data.resolve("node.process");
    }

    /** What the running node says of its parts. */
    public Path parts() {
        return data.resolve("node.parts");
    }

    /** Bounds that the owner of the node has set. */
    public Path settings() {
        return data.resolve("node.settings");
    }

    public Path log() {
        return data.resolve("node.log");
    }
}

package org.holdfast.launcher;

import java.nio.file.Path;

/**
 * Where a node keeps what.
 *
 * @param home the built tree
 * @param data the node's own directory
 */
record NodeLayout(Path home, Path data) {
    Path postgres() {
        return data.resolve("postgres");
    }

    Path kafka() {
        return data.resolve("kafka");
    }

    Path service(String name) {
        return data.resolve(name);
    }

    /** Index files of the tracing service. */
    Path index() {
        return data.resolve("tracing/index");
    }

    /** The chains that this node follows, a file each. */
    Path follow() {
        return data.resolve("follow");
    }

    Path demo() {
        return data.resolve("demo");
    }

    /** Tokens in clear, for this machine's own user only. */
    Path tokens() {
        return data.resolve("access/tokens");
    }

    /** Hashes of tokens, for the services. */
    Path accepted() {
        return data.resolve("access/accepted");
    }

    /** Ports and process of the running node; absent while none runs. */
    Path state() {
        return data.resolve("holdfast.ports");
    }

    /** Ports of the last start, so that the next one has the same where they are free. */
    Path ports() {
        return data.resolve("ports.properties");
    }

    /** Why the last start failed, one sentence. */
    Path failure() {
        return data.resolve("node.failure");
    }

    Path log() {
        return data.resolve("node.log");
    }
}

package org.holdfast.launcher.node.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What each principal may do at the broker; the table is a resource. */
public final class BrokerGrants {
    /** The principal of every adapter, also of an import and of a proof. */
    public static final String ADAPTER = "adapter";

    private BrokerGrants() {}

    /** One grant in each line. */
    public static List<String> lines() {
        try (var table = Objects.requireNonNull(BrokerGrants.class.getResourceAsStream("broker-grants.txt"))) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

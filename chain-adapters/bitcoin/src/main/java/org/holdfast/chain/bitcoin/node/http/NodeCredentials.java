package org.holdfast.chain.bitcoin.node.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.holdfast.chain.bitcoin.node.NodeFault;

/** How an adapter proves itself to a node. The secret is in no text form and in no message. */
public sealed interface NodeCredentials {
    /** What a node is asked with that asks for nothing, as the REST interface does. */
    record None() implements NodeCredentials {
        @Override
        public String authorization() {
            return "";
        }
    }

    /** A user and password as in the node's configuration. */
    record UserPassword(String user, String password) implements NodeCredentials {
        @Override
        public String authorization() {
            return basic(user + ":" + password);
        }

        @Override
        public String toString() {
            return "user " + user;
        }
    }

    /** The file that a node writes at each start; it is read again for each request. */
    record CookieFile(Path file) implements NodeCredentials {
        /** A cookie is a user name and 64 digits; anything much longer is another file. */
        private static final int BYTES_MAX = 1_024;

        @Override
        public String authorization() {
            try {
                if (Files.size(file) > BYTES_MAX) {
                    throw unreadable("a larger file");
                }
                return basic(Files.readString(file, StandardCharsets.UTF_8).strip());
            } catch (IOException e) {
                throw unreadable(Files.exists(file) ? "no right to read it" : "nothing there");
            }
        }

        private RuntimeException unreadable(String got) {
            return NodeFault.fault(
                    "bitcoin.node.cookie-unreadable",
                    "the node's cookie file cannot be read",
                    file.toString(),
                    "a file with user and password, at most " + BYTES_MAX + " bytes",
                    got,
                    "start the node, or name its .cookie file, or use a user and password");
        }
    }

    /** The value of the HTTP header {@code Authorization}; empty for none. */
    String authorization();

    private static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }
}

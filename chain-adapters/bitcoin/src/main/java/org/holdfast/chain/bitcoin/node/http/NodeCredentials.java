package org.holdfast.chain.bitcoin.node.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.Function;
import org.holdfast.chain.bitcoin.node.NodeFault;
import org.holdfast.chain.spi.node.NodeAddress;
import org.holdfast.primitives.InputFaultException;

/** How an adapter proves itself to a node. The secret is in no text form and in no message. */
public sealed interface NodeCredentials {
    /** What a node is asked with that asks for nothing, as the REST interface does. */
    record None() implements NodeCredentials {
        @Override
        public String authorization() {
            return "";
        }

        @Override
        public String toString() {
            return "no user";
        }
    }

    /** The user and password in the address of a node. */
    record OfAddress(NodeAddress address) implements NodeCredentials {
        @Override
        public String authorization() {
            return address.authorization().orElse("");
        }

        @Override
        public String toString() {
            return "the user in the address";
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

    /** A user, with a password in a file; it is read again for each request. */
    record PasswordFile(String user, Path file) implements NodeCredentials {
        @Override
        public String authorization() {
            String password = read(
                    file,
                    got -> NodeFault.fault(
                            "bitcoin.node.password-unreadable",
                            "the file with the password at the node cannot be read",
                            file.toString(),
                            READABLE,
                            got,
                            "name a file with the password in one line"));
            return basic(user + ":" + password);
        }

        @Override
        public String toString() {
            return "user " + user + " with " + file;
        }
    }

    /** The file that a node writes at each start; it is read again for each request. */
    record CookieFile(Path file) implements NodeCredentials {
        @Override
        public String authorization() {
            String cookie = read(
                    file,
                    got -> NodeFault.fault(
                            "bitcoin.node.cookie-unreadable",
                            "the node's cookie file cannot be read",
                            file.toString(),
                            READABLE,
                            got,
                            "start the node, or name its .cookie file, or use a user and password"));
            return basic(cookie);
        }

        @Override
        public String toString() {
            return "cookie file " + file;
        }
    }

    /** A cookie is a user name and 64 digits; anything much longer is another file. */
    int FILE_BYTES_MAX = 1_024;

    /** What a file of credentials has to be. */
    String READABLE = "1 to " + FILE_BYTES_MAX + " bytes of text";

    private static String read(Path file, Function<String, InputFaultException> refusal) {
        String got = "an empty file";
        try {
            String text = Files.size(file) > FILE_BYTES_MAX
                    ? ""
                    : Files.readString(file, StandardCharsets.UTF_8).strip();
            if (!text.isEmpty()) {
                return text;
            }
            got = Files.size(file) > FILE_BYTES_MAX ? "a larger file" : got;
        } catch (IOException e) {
            got = Files.notExists(file) ? "no file" : "a file that cannot be read: " + e.getMessage();
        }
        throw refusal.apply(got);
    }

    /** The value of the HTTP header {@code Authorization}; empty for none. */
    String authorization();

    private static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }
}

package org.holdfast.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Who may do what at a broker. A client that is not named here gets nothing; the broker itself is the only super user.
 *
 * @param grants one each line: principal, operation, kind of resource, kind of pattern, name of the resource
 * @param passwords gives the password of each principal at the first start
 */
public record KafkaAccess(List<String> grants, Supplier<String> passwords) {
    /** The broker's own principal, for its requests to itself and for the upkeep of the grants. */
    static final String BROKER = "broker";

    public KafkaAccess {
        grants = List.copyOf(grants);
    }

    /** The file with the settings of a client, below the broker's folder. */
    public static Path clientFile(Path folder, String principal) {
        return folder.resolve("clients").resolve(principal + ".properties");
    }

    static Path passwordFile(Path folder, String principal) {
        return folder.resolve("clients").resolve(principal + ".password");
    }

    /** The principals of the grants, without the broker. */
    List<String> principals() {
        return grants.stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .distinct()
                .toList();
    }

    /** Makes the passwords that are missing, and writes the files of the clients. Returns the broker's password. */
    String prepare(Path folder) {
        for (String principal : principals()) {
            String password = PrivateFiles.secret(passwordFile(folder, principal), passwords);
            PrivateFiles.write(
                    clientFile(folder, principal),
                    client("SCRAM-SHA-512", login("scram.ScramLoginModule", principal, password) + ";"));
        }
        String password = PrivateFiles.secret(passwordFile(folder, BROKER), passwords);
        PrivateFiles.write(
                clientFile(folder, BROKER), client("PLAIN", login("plain.PlainLoginModule", BROKER, password) + ";"));
        return password;
    }

    /** What the broker must have: the same text for the same grants and passwords. Passwords cannot be read from it. */
    String state(Path folder) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String grant : grants) {
                digest.update((grant + "\n").getBytes(StandardCharsets.UTF_8));
            }
            for (String principal : principals()) {
                digest.update(Files.readAllBytes(passwordFile(folder, principal)));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String client(String mechanism, String login) {
        return """
                security.protocol=SASL_PLAINTEXT
                sasl.mechanism=%s
                sasl.jaas.config=%s
                """.formatted(mechanism, login);
    }

    /**
     * What the broker's settings say of access. Its own password stands in its settings rather than in its log, so that
     * a log without any accounts, such as that of an older version, is enough to start from.
     */
    static String settings(String password) {
        String plain = login("plain.PlainLoginModule", BROKER, password) + " user_" + BROKER + "=\"" + password + "\";";
        return Stream.of(
                        "sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512",
                        "sasl.mechanism.inter.broker.protocol=PLAIN",
                        "sasl.mechanism.controller.protocol=PLAIN",
                        "listener.name.clients.plain.sasl.jaas.config=" + plain,
                        "listener.name.clients.scram-sha-512.sasl.jaas.config="
                                + "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                        "listener.name.controller.sasl.enabled.mechanisms=PLAIN",
                        "listener.name.controller.plain.sasl.jaas.config=" + plain,
                        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users=User:" + BROKER,
                        "allow.everyone.if.no.acl.found=false")
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }

    private static String login(String module, String principal, String password) {
        return "org.apache.kafka.common.security." + module + " required username=\"" + principal + "\" password=\""
                + password + "\"";
    }
}

package org.holdfast.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Gives a running broker exactly the accounts and grants of its folder. It runs in a JVM of its own on the jars of the
 * broker, so that no class path of ours has them, and in that folder, so that no path is an argument.
 */
final class KafkaAccessProgram {
    private static final int ITERATIONS = 4_096;
    private static final long ANSWER_SECONDS_MAX = 60;
    private static final int WORDS = 5;

    private KafkaAccessProgram() {}

    /** Takes the address of the broker and the grants, each in one argument. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of("");
        List<String> grants = List.of(arguments).subList(1, arguments.length);
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", arguments[0]);
        var client = new Properties();
        try (var in = Files.newBufferedReader(KafkaAccess.clientFile(folder, KafkaAccess.BROKER))) {
            client.load(in);
        }
        client.forEach((name, value) -> settings.put(name.toString(), value));
        try (var admin = Admin.create(settings)) {
            accounts(admin, folder, new KafkaAccess(grants, () -> "").principals());
            grants(admin, grants.stream().map(KafkaAccessProgram::binding).toList());
        }
    }

    private static void accounts(Admin admin, Path folder, List<String> principals) throws Exception {
        var changes = new ArrayList<UserScramCredentialAlteration>();
        for (String principal : principals) {
            String password = Files.readString(KafkaAccess.passwordFile(folder, principal));
            changes.add(new UserScramCredentialUpsertion(
                    principal, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password));
        }
        for (var user : answer(admin.describeUserScramCredentials().all()).values()) {
            if (!principals.contains(user.name())) {
                user.credentialInfos()
                        .forEach(info -> changes.add(new UserScramCredentialDeletion(user.name(), info.mechanism())));
            }
        }
        answer(admin.alterUserScramCredentials(changes).all());
    }

    private static void grants(Admin admin, Collection<AclBinding> wanted) throws Exception {
        Collection<AclBinding> found =
                answer(admin.describeAcls(AclBindingFilter.ANY).values());
        Set<AclBinding> missing = new HashSet<>(wanted);
        missing.removeAll(found);
        answer(admin.createAcls(missing).all());
        Set<AclBinding> unwanted = new HashSet<>(found);
        unwanted.removeAll(wanted);
        answer(admin.deleteAcls(unwanted.stream().map(AclBinding::toFilter).toList())
                .all());
    }

    static AclBinding binding(String grant) {
        String[] words = grant.split(" ", WORDS);
        return new AclBinding(
                new ResourcePattern(
                        ResourceType.fromString(words[2].toUpperCase(Locale.ROOT)),
                        words[4],
                        PatternType.fromString(words[3].toUpperCase(Locale.ROOT))),
                new AccessControlEntry(
                        "User:" + words[0],
                        "*",
                        AclOperation.fromString(words[1].toUpperCase(Locale.ROOT)),
                        AclPermissionType.ALLOW));
    }

    private static <T> T answer(KafkaFuture<T> future) throws Exception {
        return future.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    }
}

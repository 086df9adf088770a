package org.holdfast.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.holdfast.servers.KafkaAccess;
import org.holdfast.servers.KafkaBroker;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.PrivateFiles;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A broker with accounts and grants: who gets in, what each may do, and how a broker without them becomes one. */
class KafkaAccessIT {
    private static final String CLUSTER = "AAAAAAAAAAAAAAAAAAAAAQ";
    private static final TopicPartition BLOCKS = new TopicPartition("blocks.one", 0);
    private static final int SECONDS_MAX = 20;
    private static final List<String> GRANTS = List.of(
            "writer create topic prefixed blocks.",
            "writer write topic prefixed blocks.",
            "writer write transactional_id prefixed writer-",
            "reader read topic prefixed blocks.");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final int port = LoopbackPort.free();
    private final AtomicInteger passwords = new AtomicInteger();

    private KafkaBroker start(List<String> grants) {
        var access = new KafkaAccess(grants, () -> "secret-" + passwords.incrementAndGet());
        return KafkaBroker.start(TestServers.binaries(), folder, port, () -> CLUSTER, Optional.of(access));
    }

    private KafkaBroker startOpen() {
        return KafkaBroker.start(TestServers.binaries(), folder, port, () -> CLUSTER);
    }

    /** The settings of a principal, or of a client without a file. */
    private Map<String, Object> client(String principal, Object... more) throws Exception {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + port,
                "default.api.timeout.ms",
                5_000,
                "request.timeout.ms",
                4_000,
                "max.block.ms",
                5_000));
        if (!principal.isEmpty()) {
            var file = new Properties();
            try (Reader in = Files.newBufferedReader(KafkaAccess.clientFile(folder, principal))) {
                file.load(in);
            }
            file.forEach((name, value) -> settings.put(name.toString(), value));
        }
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i].toString(), more[i + 1]);
        }
        return settings;
    }

    private void makeTopic(String principal) throws Exception {
        try (var admin = Admin.create(client(principal))) {
            admin.createTopics(List.of(new NewTopic(BLOCKS.topic(), 1, (short) 1)))
                    .all()
                    .get(SECONDS_MAX, TimeUnit.SECONDS);
        }
    }

    private void write(String principal, String value) throws Exception {
        try (var producer = new KafkaProducer<>(client(principal), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(BLOCKS.topic(), 0, "k", value)).get(SECONDS_MAX, TimeUnit.SECONDS);
        }
    }

    private List<String> read(String principal) throws Exception {
        var found = new java.util.ArrayList<String>();
        try (var consumer =
                new KafkaConsumer<>(client(principal), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(BLOCKS));
            consumer.seekToBeginning(List.of(BLOCKS));
            long end =
                    Objects.requireNonNull(consumer.endOffsets(List.of(BLOCKS)).get(BLOCKS));
            while (consumer.position(BLOCKS) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> found.add(record.value()));
            }
        }
        return found;
    }

    /**
     * The reason of the broker for a refusal; null where the step was done. A client that has heard the refusal gives
     * it as the cause of its own state.
     */
    private static @Nullable Throwable refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable step) {
        Throwable e = catchThrowable(step);
        while (e != null && !(e instanceof AuthorizationException) && e.getCause() != null) {
            e = e.getCause();
        }
        return e;
    }

    private void eachPrincipalDoesWhatItsGrantsSayAndNothingElse() throws Exception {
        assertThat(refusal(() -> write("reader", "forged"))).isInstanceOf(AuthorizationException.class);
        assertThat(refusal(() -> read("writer"))).isInstanceOf(TopicAuthorizationException.class);
        assertThat(refusal(() -> transaction("reader", "writer-1")))
                .isInstanceOf(TransactionalIdAuthorizationException.class);
        transaction("writer", "writer-1");
        assertThat(refusal(() -> transaction("writer", "other-1")))
                .isInstanceOf(TransactionalIdAuthorizationException.class);
        for (String principal : List.of("writer", "reader")) {
            try (var admin = Admin.create(client(principal))) {
                assertThat(refusal(() -> admin.deleteTopics(List.of(BLOCKS.topic()))
                                .all()
                                .get(SECONDS_MAX, TimeUnit.SECONDS)))
                        .isInstanceOf(TopicAuthorizationException.class);
                assertThat(refusal(() -> admin.deleteRecords(Map.of(BLOCKS, RecordsToDelete.beforeOffset(1)))
                                .all()
                                .get(SECONDS_MAX, TimeUnit.SECONDS)))
                        .isInstanceOf(TopicAuthorizationException.class);
                assertThat(refusal(
                                () -> admin.describeUserScramCredentials().all().get(SECONDS_MAX, TimeUnit.SECONDS)))
                        .isInstanceOf(ClusterAuthorizationException.class);
                assertThat(refusal(() -> admin.createTopics(List.of(new NewTopic("facts", 1, (short) 1)))
                                .all()
                                .get(SECONDS_MAX, TimeUnit.SECONDS)))
                        .isInstanceOf(TopicAuthorizationException.class);
            }
        }
    }

    private void transaction(String principal, String id) throws Exception {
        try (var producer = new KafkaProducer<>(
                client(principal, "transactional.id", id), new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var sent = producer.send(new ProducerRecord<>(BLOCKS.topic(), 0, "k", "in a transaction"));
            producer.commitTransaction();
            sent.get(SECONDS_MAX, TimeUnit.SECONDS);
        }
    }

    private String jaas(String principal) throws Exception {
        return Objects.requireNonNull(client(principal).get("sasl.jaas.config")).toString();
    }

    private void whoHasNoPasswordGetsNoAnswer() throws Exception {
        assertThat(refusal(() -> read(""))).isNotNull();
        assertThat(refusal(() -> write("", "forged"))).isNotNull();
        String wrong = jaas("reader").replace("secret-", "guess-");
        assertThat(refusal(() -> describe(client("reader", "sasl.jaas.config", wrong))))
                .isInstanceOf(SaslAuthenticationException.class);
        String unknown = jaas("reader").replace("reader", "stranger");
        assertThat(refusal(() -> describe(client("reader", "sasl.jaas.config", unknown))))
                .isInstanceOf(SaslAuthenticationException.class);
        // A principal of the grants must not sign on as the broker does.
        String plain = jaas("reader").replace("scram.Scram", "plain.Plain");
        assertThat(refusal(() -> describe(client("reader", "sasl.jaas.config", plain, "sasl.mechanism", "PLAIN"))))
                .isInstanceOf(SaslAuthenticationException.class);
        assertThat(refusal(() -> describe(controller(client(""))))).isNotNull();
        assertThat(refusal(() -> describe(controller(client("reader"))))).isNotNull();
        describe(controller(client("broker")));
        assertThat(read("reader")).containsExactly("one");
    }

    private static void describe(Map<String, Object> settings) throws Exception {
        try (var admin = Admin.create(settings)) {
            admin.describeCluster().clusterId().get(SECONDS_MAX, TimeUnit.SECONDS);
        }
    }

    /** The same client at the listener of the controller. */
    private Map<String, Object> controller(Map<String, Object> settings) throws Exception {
        var broker = new Properties();
        try (Reader in = Files.newBufferedReader(folder.resolve("broker.properties"))) {
            broker.load(in);
        }
        settings.remove("bootstrap.servers");
        settings.put(
                "bootstrap.controllers",
                broker.getProperty("controller.quorum.voters").replace("1@", ""));
        return settings;
    }

    /** Records of the version before stay, passwords are made once; what is taken away is gone at the next start. */
    @Test
    void aBrokerWithoutAccessControlBecomesOneWithIt() throws Exception {
        try (var broker = startOpen()) {
            makeTopic("");
            write("", "of the version before");
            assertThat(broker.isAlive()).isTrue();
        }
        try (var broker = start(GRANTS)) {
            assertThat(read("reader")).containsExactly("of the version before");
            write("writer", "of this version");
            assertThat(refusal(() -> write("", "forged"))).isNotNull();
            assertThat(broker.isAlive()).isTrue();
        }
        Map<String, Object> old;
        try (var broker = start(GRANTS)) {
            assertThat(read("reader")).containsExactly("of the version before", "of this version");
            old = client("reader");
            assertThat(broker.isAlive()).isTrue();
        }
        assertThat(passwords).as("passwords are made once").hasValue(3);
        Files.delete(folder.resolve("clients/reader.password"));
        try (var broker = start(List.of("reader read topic prefixed blocks."))) {
            assertThat(read("reader")).containsExactly("of the version before", "of this version");
            assertThat(refusal(() -> describe(old))).isInstanceOf(SaslAuthenticationException.class);
            assertThat(refusal(() -> write("writer", "two"))).isInstanceOf(SaslAuthenticationException.class);
            assertThat(broker.isAlive()).isTrue();
        }
    }

    /** One broker for all that is asked of a running one; a start takes seconds. */
    @Test
    void whoMayDoWhatAtARunningBroker() throws Exception {
        try (var broker = start(GRANTS)) {
            makeTopic("writer");
            write("writer", "one");
            assertThat(read("reader")).containsExactly("one");
            noFileIsOpenToOthersAndNoLogHasAPassword(broker);
            whoHasNoPasswordGetsNoAnswer();
            eachPrincipalDoesWhatItsGrantsSayAndNothingElse();
            assertThat(read("reader")).containsExactly("one", "in a transaction");
            assertThat(broker.isAlive()).isTrue();
        }
    }

    private void noFileIsOpenToOthersAndNoLogHasAPassword(KafkaBroker broker) throws Exception {
        assertThat(PrivateFiles.tooWide(folder)).isEmpty();
        var arguments = Files.readString(Path.of("/proc", Long.toString(broker.pid()), "cmdline"));
        assertThat(arguments).contains("kafka.Kafka").doesNotContain("secret-");
        for (String log : List.of("kafka.log", "format.log", "access.log")) {
            assertThat(Files.readString(folder.resolve(log))).as(log).doesNotContain("secret-");
        }
    }
}

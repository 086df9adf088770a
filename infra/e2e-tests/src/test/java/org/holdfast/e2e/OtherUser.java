package org.holdfast.e2e;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What a user of the machine can try at a node. Prints a line for each step: its name, and {@code done} or why not.
 * Arguments: bootstrap address, port of the database, data directory; a file of a Kafka client and one with the
 * password of the database's super user for a run that must succeed.
 */
final class OtherUser {
    private static final String FACTS = "tracing.facts.v1";
    private static final String BLOCKS = "chain.blocks.bip122.0f9188f13cb7b2c71f2a335e3a4fc328.v1";
    private static final long SECONDS_MAX = 10;

    private final String bootstrap;
    private final String postgres;
    private final Path data;
    private final List<Path> secrets;

    private OtherUser(String[] arguments) {
        bootstrap = arguments[0];
        postgres = arguments[1];
        data = Path.of(arguments[2]);
        secrets = List.of(arguments).subList(3, arguments.length).stream()
                .map(Path::of)
                .toList();
    }

    /** One thing to try. */
    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    public static void main(String[] arguments) {
        var user = new OtherUser(arguments);
        attempt("read-facts", user::readFacts);
        attempt("write-fact", user::writeFact);
        attempt("list-files", user::listFiles);
        attempt("read-files", user::readFiles);
        attempt("connect-database", user::connectDatabase);
        attempt("delete-topic", user::deleteTopic);
    }

    @SuppressWarnings("SystemOut") // The scenario reads it.
    private static void attempt(String name, Step step) {
        String outcome = "done";
        try {
            step.run();
        } catch (Exception e) {
            outcome = e.toString();
        }
        System.out.println(name + " " + outcome.lines().findFirst().orElse(""));
    }

    private Map<String, Object> client() throws IOException {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "bootstrap.servers", bootstrap,
                "default.api.timeout.ms", 8_000,
                "request.timeout.ms", 5_000,
                "delivery.timeout.ms", 8_000,
                "max.block.ms", 8_000));
        if (!secrets.isEmpty()) {
            var file = new Properties();
            try (var in = Files.newBufferedReader(secrets.getFirst())) {
                file.load(in);
            }
            file.forEach((name, value) -> settings.put(name.toString(), value));
        }
        return settings;
    }

    private void readFacts() throws IOException {
        var place = new TopicPartition(FACTS, 0);
        try (var consumer = new KafkaConsumer<>(client(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            long end = System.nanoTime() + Duration.ofSeconds(SECONDS_MAX).toNanos();
            while (consumer.poll(Duration.ofMillis(200)).isEmpty()) {
                if (System.nanoTime() > end) {
                    throw new IOException("no fact came");
                }
            }
        }
    }

    private void writeFact() throws Exception {
        try (var producer = new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(FACTS, 0, new byte[1], new byte[1]))
                    .get(SECONDS_MAX, TimeUnit.SECONDS);
        }
    }

    private void deleteTopic() throws Exception {
        try (var admin = Admin.create(client())) {
            admin.deleteTopics(List.of(BLOCKS)).all().get(SECONDS_MAX, TimeUnit.SECONDS);
        }
    }

    private void listFiles() throws IOException {
        try (var files = Files.list(data)) {
            if (files.findAny().isEmpty()) {
                throw new IOException("nothing there");
            }
        }
    }

    /** Files whose names everybody knows, and whatever else can be reached. */
    private void readFiles() throws IOException {
        var found = new ArrayList<Path>();
        for (String known : List.of(
                "node.log",
                "access/tokens",
                "kafka/log/" + FACTS + "-0/00000000000000000000.log",
                "kafka/clients/tracing.properties",
                "kafka/broker.properties",
                "postgres/password",
                "tracing/tracing.log",
                "tracing/database.properties")) {
            if (Files.isReadable(data.resolve(known))) {
                found.add(data.resolve(known));
            }
        }
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (Files.isReadable(file)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        if (found.isEmpty()) {
            throw new IOException("no file can be read");
        }
    }

    private void connectDatabase() throws Exception {
        String password = secrets.isEmpty() ? "" : Files.readString(secrets.getLast());
        Exception last = new IOException("no role");
        for (String role : List.of("postgres", "tracing", "freeze")) {
            for (String guess : List.of(password, role)) {
                try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + postgres + "/freeze", role, guess)) {
                    if (connection.isValid(1)) {
                        return;
                    }
                } catch (java.sql.SQLException refused) {
                    last = refused;
                }
            }
        }
        throw last;
    }
}

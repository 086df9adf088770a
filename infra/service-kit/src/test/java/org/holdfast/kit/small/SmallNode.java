package org.holdfast.kit.small;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.holdfast.kit.access.AccessFile;
import org.holdfast.kit.digest.Digests;
import org.holdfast.testkit.MovableClock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** The running small service, its access file and its clock. Callers are named like their roles. */
final class SmallNode implements AutoCloseable {
    static final String GOOD = line("investigator", "officer", "investigator")
            + line("auditor", "officer", "auditor")
            + line("defence", "officer", "defence")
            + line("exchange", "vasp", "exchange");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ConfigurableApplicationContext context;
    private final Path access;
    private final HttpClient http = HttpClient.newHttpClient();

    SmallNode(Path folder) {
        this.access = folder.resolve("access");
        write(GOOD);
        this.context = new SpringApplicationBuilder(SmallService.class)
                .run(
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--spring.config.import=classpath:service-kit.properties",
                        "--management.endpoints.web.exposure.include=health,metrics",
                        "--access=" + access);
    }

    static String line(String name, String kind, String role) {
        return Digests.sha256("token-of-" + name) + " " + kind + " " + name + " " + role + "\n";
    }

    /** Replaces the access file, and moves the clock to its next reading. */
    void rewrite(String lines) {
        write(lines);
        ((MovableClock) context.getBean(Clock.class)).advance(AccessFile.REREAD_AFTER);
    }

    private void write(String lines) {
        try {
            Files.writeString(access, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String get(@Nullable String caller, String path, String... headers) {
        return code(send(caller, "GET", path, BodyPublishers.noBody(), headers));
    }

    String post(String caller, String path, String body, String... headers) {
        return code(send(caller, "POST", path, BodyPublishers.ofString(body), headers));
    }

    /** A body without a stated length. */
    String postChunked(String caller, String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return code(send(caller, "POST", path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
    }

    HttpResponse<String> send(
            @Nullable String caller, String method, String path, BodyPublisher body, String... headers) {
        String port = context.getEnvironment().getProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body)
                .setHeader("Content-Type", "application/json");
        if (caller != null) {
            request.setHeader("Authorization", "Bearer token-of-" + caller);
        }
        for (int n = 0; n < headers.length; n += 2) {
            request.setHeader(headers[n], headers[n + 1]);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The status and, of an error, the code of its problem record; an error must be one. */
    static String code(HttpResponse<String> answer) {
        if (answer.statusCode() < 400 || answer.body().contains("\"components\"")) {
            return Integer.toString(answer.statusCode());
        }
        String type = answer.headers().firstValue("Content-Type").orElse("none");
        var problem = type.equals("application/problem+json") ? JSON.readTree(answer.body()) : JSON.createObjectNode();
        return answer.statusCode() + " "
                + (problem.path("status").asInt(0) == answer.statusCode()
                        ? problem.path("code").asString("")
                        : "no problem record: " + type + " " + answer.body());
    }

    @Override
    public void close() {
        context.close();
    }
}

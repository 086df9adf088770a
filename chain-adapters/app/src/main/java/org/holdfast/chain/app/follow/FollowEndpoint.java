package org.holdfast.chain.app.follow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import org.holdfast.api.health.FollowHealthResponse;
import org.holdfast.api.health.HealthResponse;
import org.holdfast.primitives.BlockRef;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a follower says of itself over HTTP on loopback, under the paths that the services have: {@code
 * /actuator/health/readiness}, {@code /actuator/health} (503 while degraded) and {@code /actuator/prometheus}.
 */
public final class FollowEndpoint implements AutoCloseable {
    private static final int BACKLOG = 16;
    private static final int THREADS = 2;

    private final JsonMapper json = JsonMapper.builder().build();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final FollowStatus status;
    private final HttpServer server;
    private final ExecutorService threads;

    private FollowEndpoint(FollowStatus status, HttpServer server, ExecutorService threads) {
        this.status = status;
        this.server = server;
        this.threads = threads;
    }

    /**
     * Opens the endpoint.
     *
     * @param port loopback port; 0 for a free one
     */
    public static FollowEndpoint open(FollowStatus status, int port) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var server = HttpServer.create(address, BACKLOG);
        var threads = Executors.newFixedThreadPool(
                THREADS,
                Thread.ofPlatform().daemon().name("follow-endpoint-", 0).factory());
        var endpoint = new FollowEndpoint(status, server, threads);
        endpoint.bind(endpoint.registry);
        server.setExecutor(threads);
        server.createContext("/actuator/health", endpoint::health);
        server.createContext("/actuator/prometheus", endpoint::metrics);
        server.start();
        return endpoint;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void bind(MeterRegistry meters) {
        gauge(meters, "holdfast.chain.height", "height of the last published block", FollowStatus::height);
        gauge(
                meters,
                "holdfast.chain.final.height",
                "height of the last final block, -1 where there is none",
                s -> s.finalBlock().map(BlockRef::height).orElse(-1L));
        gauge(
                meters,
                "holdfast.chain.source.height",
                "height of the source's tip as last seen, -1 where there is none",
                s -> s.sourceTip().map(BlockRef::height).orElse(-1L));
        gauge(meters, "holdfast.chain.lag.blocks", "blocks behind the source", FollowStatus::lagBlocks);
        gauge(meters, "holdfast.chain.lag.seconds", "age of the last block while behind", FollowStatus::lagSeconds);
        gauge(
                meters,
                "holdfast.chain.source.silent.seconds",
                "for which the source has owed a usable answer",
                FollowStatus::silentSeconds);
        gauge(
                meters,
                "holdfast.chain.stalled.seconds",
                "for which blocks are due and none was published",
                FollowStatus::stalledSeconds);
        gauge(
                meters,
                "holdfast.chain.missing.blocks",
                "blocks known to be missing that the source does not hand out",
                s -> s.missing().map(m -> m.last() - m.first() + 1).orElse(0L));
        gauge(
                meters,
                "holdfast.chain.degraded",
                "1 where somebody has to look, as health says",
                s -> s.health() == FollowStatus.Health.UP ? 0 : 1);
        counter(meters, "holdfast.chain.blocks", "blocks published; its rate is the rate", FollowStatus::blocks);
        counter(meters, "holdfast.chain.transactions", "transactions in them", FollowStatus::transactions);
        counter(meters, "holdfast.chain.retractions", "blocks retracted", FollowStatus::retractions);
        counter(meters, "holdfast.chain.refusals", "answers of the source that were refused", FollowStatus::refusals);
        counter(meters, "holdfast.chain.source.errors", "failed requests to the source", FollowStatus::sourceErrors);
    }

    private void gauge(MeterRegistry meters, String name, String what, ToDoubleFunction<FollowStatus> value) {
        Gauge.builder(name, status, value).description(what).tags(tags()).register(meters);
    }

    private void counter(MeterRegistry meters, String name, String what, ToDoubleFunction<FollowStatus> value) {
        FunctionCounter.builder(name, status, value)
                .description(what)
                .tags(tags())
                .register(meters);
    }

    private Tags tags() {
        return Tags.of("chain", status.chain().text());
    }

    private void health(HttpExchange exchange) throws IOException {
        boolean readiness = exchange.getRequestURI().getPath().endsWith("/readiness");
        boolean up = status.health() == FollowStatus.Health.UP;
        Object body = readiness ? new HealthResponse(HealthResponse.UP, null) : report();
        answer(exchange, readiness || up ? 200 : 503, "application/json", json.writeValueAsString(body));
    }

    private FollowHealthResponse report() {
        return new FollowHealthResponse(
                status.health().name(),
                status.chain().text(),
                status.assumptions(),
                status.state(),
                status.stateSeconds(),
                status.trouble(),
                status.notices(),
                status.height(),
                status.tip().map(tip -> tip.hash().toString()).orElse(""),
                status.finalBlock().map(BlockRef::height).orElse(-1L),
                status.sourceTip().map(BlockRef::height).orElse(-1L),
                status.lagBlocks(),
                status.lagSeconds(),
                status.silentSeconds(),
                status.missing().map(FollowState.Missing::first).orElse(-1L),
                status.missing().map(FollowState.Missing::last).orElse(-1L),
                status.retractions(),
                status.refusals(),
                status.sourceErrors());
    }

    private void metrics(HttpExchange exchange) throws IOException {
        answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", registry.scrape());
    }

    private static void answer(HttpExchange exchange, int code, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        registry.close();
    }
}

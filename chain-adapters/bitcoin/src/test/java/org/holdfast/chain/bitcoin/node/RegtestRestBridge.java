package org.holdfast.chain.bitcoin.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.holdfast.testservers.BitcoinRegtestNode;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import tools.jackson.databind.JsonNode;

/**
 * Bitcoin Core's REST and ZMQ wire forms over the data of a real regtest node that has neither. It shows that the
 * sources read these forms; it does not show that Bitcoin Core writes them so.
 */
final class RegtestRestBridge implements AutoCloseable {
    private static final byte[] NOTHING = new byte[0];

    private final BitcoinRegtestNode node;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ZContext context = new ZContext();
    private final ZMQ.Socket publisher = context.createSocket(SocketType.XPUB);
    private final int zmqPort;
    private int sequence;

    RegtestRestBridge(BitcoinRegtestNode node) throws IOException {
        this.node = node;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        this.zmqPort = publisher.bindToRandomPort("tcp://127.0.0.1");
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    String zmq() {
        return "tcp://127.0.0.1:" + zmqPort;
    }

    int zmqPort() {
        return zmqPort;
    }

    /** Waits until somebody has subscribed to two topics: an XPUB socket hears of it. */
    void awaitSubscriber() {
        publisher.setReceiveTimeOut(10_000);
        for (int topics = 0; topics < 2; topics++) {
            if (publisher.recv() == null) {
                throw new IllegalStateException("no client subscribed");
            }
        }
    }

    /** Announces the tip as {@code hashblock}; Core sends hashes in display order. */
    void announce() {
        publisher.sendMore("hashblock");
        publisher.sendMore(HexFormat.of().parseHex(node.tip()));
        publisher.send(little(sequence++));
    }

    /** Loses an announcement, as ZMQ does when a queue is full. */
    void lose() {
        sequence++;
    }

    /** Sends parts that are no announcement. */
    void garble() {
        publisher.sendMore("hashblock");
        publisher.send(NOTHING);
    }

    private static byte[] little(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String[] path =
                exchange.getRequestURI().getPath().substring("/rest/".length()).split("[/.]", -1);
        byte[] body;
        try {
            body = body(path);
        } catch (BitcoinRegtestNode.CallFailedException unknown) {
            body = NOTHING;
        }
        exchange.sendResponseHeaders(
                body.length == 0 && !path[0].equals("headers") ? 404 : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private byte[] body(String[] path) {
        return switch (path[0]) {
            case "chaininfo" -> node.call("getblockchaininfo").toString().getBytes(StandardCharsets.UTF_8);
            case "blockhashbyheight" ->
                ("{\"blockhash\":\"" + node.hashAt(Long.parseLong(path[1])) + "\"}").getBytes(StandardCharsets.UTF_8);
            case "headers" -> headers(Integer.parseInt(path[1]), path[2]);
            case "block" ->
                path[1].equals("notxdetails")
                        ? node.call("getblockheader", path[2], true).toString().getBytes(StandardCharsets.UTF_8)
                        : HexFormat.of().parseHex(node.rawBlock(path[1]));
            default -> NOTHING;
        };
    }

    /** Core gives headers of the active chain only, from a hash on. */
    private byte[] headers(int count, String hash) {
        var out = new ByteArrayOutputStream();
        JsonNode first = node.call("getblockheader", hash, true);
        long height = first.get("height").asLong();
        long tip = node.height();
        if (!node.hashAt(height).equals(hash)) {
            return NOTHING;
        }
        for (long h = height; h < height + count && h <= tip; h++) {
            out.writeBytes(HexFormat.of()
                    .parseHex(node.call("getblockheader", node.hashAt(h), false).asString()));
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        publisher.close();
        context.close();
    }
}

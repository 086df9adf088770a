package org.holdfast.chain.bitcoin.node;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import org.bitcoinj.base.Sha256Hash;

/** Stands between a source and a real peer, and changes the content of the peer's messages; frames stay right. */
final class StubPeerProxy implements AutoCloseable {
    private static final int FRAME_BYTES = 24;
    private static final int COMMAND_AT = 4;
    private static final int COMMAND_BYTES = 12;

    private final int peerPort;
    private final BiFunction<String, byte[], byte[]> change;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Changes each message by a function of its command and content. */
    StubPeerProxy(int peerPort, BiFunction<String, byte[], byte[]> change) throws IOException {
        this.peerPort = peerPort;
        this.change = change;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                var peer = new Socket(InetAddress.getLoopbackAddress(), peerPort);
                threads.execute(() -> pass(client, peer, false));
                threads.execute(() -> pass(peer, client, true));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, boolean changing) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            if (changing) {
                passFrames(new DataInputStream(in), out);
            } else {
                in.transferTo(out);
            }
        } catch (IOException closed) {
            // One end has gone; closing both tells the other.
        }
    }

    private void passFrames(DataInputStream in, OutputStream out) throws IOException {
        while (true) {
            byte[] frame = in.readNBytes(FRAME_BYTES);
            if (frame.length < FRAME_BYTES) {
                return;
            }
            var fields = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
            byte[] content = in.readNBytes(fields.getInt(COMMAND_AT + COMMAND_BYTES));
            String command = new String(frame, COMMAND_AT, COMMAND_BYTES, StandardCharsets.US_ASCII).replace("\0", "");
            byte[] changed = change.apply(command, content);
            fields.putInt(COMMAND_AT + COMMAND_BYTES, changed.length);
            byte[] sum = Arrays.copyOf(Sha256Hash.hashTwice(changed), 4);
            System.arraycopy(sum, 0, frame, COMMAND_AT + COMMAND_BYTES + 4, 4);
            out.write(frame);
            out.write(changed);
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}

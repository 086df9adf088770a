package org.holdfast.launcher.stub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** In the place of the broker and of PostgreSQL: answers every question at a loopback port with one byte. */
public final class StubServer implements AutoCloseable {
    private final ServerSocket socket;

    /** Opens the server at a free port. */
    public StubServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("stub-server").start(this::serve);
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                if (client.getInputStream().read() >= 0) {
                    client.getOutputStream().write('N');
                }
            } catch (IOException closed) {
                // The next client, or the end.
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

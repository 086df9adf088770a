package org.holdfast.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line to a node that can be cut and mended, while the node itself lives on. */
public final class CutLine implements AutoCloseable {
    private final int target;
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    public CutLine(URI node) {
        try {
            this.target = node.getPort();
            this.door = new ServerSocket();
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread.ofPlatform().daemon().name("line").start(this::accept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI websocket() {
        return URI.create("ws://127.0.0.1:" + door.getLocalPort());
    }

    public void cut() {
        cut = true;
        open.forEach(CutLine::end);
        open.clear();
    }

    public void mend() {
        cut = false;
    }

    @Override
    public void close() {
        cut();
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket caller = door.accept();
                if (cut) {
                    caller.close();
                    continue;
                }
                var node = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(caller);
                open.add(node);
                Thread.ofPlatform().daemon().start(() -> pipe(caller, node));
                Thread.ofPlatform().daemon().start(() -> pipe(node, caller));
            } catch (IOException closed) {
                // The door was closed, or one caller went away.
            }
        }
    }

    private static void pipe(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException gone) {
            // Either end went away.
        } finally {
            end(from);
            end(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed either way.
        }
    }
}

package org.holdfast.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** Ports on 127.0.0.1. */
public final class LoopbackPort {
    /** How often the system may offer a port that was given out before. */
    private static final int OFFERS_MAX = 64;

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private LoopbackPort() {}

    /**
     * A port that is free now, and another one each time: a server with two ports asks twice before it uses the first.
     * Another process may take it before it is used; its user must report that.
     */
    public static int free() {
        int port = offered();
        for (int offers = 1; !GIVEN.add(port) && offers < OFFERS_MAX; offers++) {
            port = offered();
        }
        return port;
    }

    private static int offered() {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Throws {@link InputFaultException} where the port is taken. */
    public static void requireFree(String who, int port) {
        if (!isFree(port)) {
            throw new InputFaultException(new InputFault(
                    "servers.port.taken",
                    "a port is taken",
                    who,
                    "127.0.0.1:" + port + " free",
                    "another process listens there",
                    "stop that process or choose another port"));
        }
    }
}

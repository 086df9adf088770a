package org.holdfast.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * Asks a server for a sign of life, without a login. A port that is open says little: the system accepts connections
 * for a process that was stopped.
 */
final class FirstAnswer {
    private FirstAnswer() {}

    /** True if the server at a loopback port sends a byte in reply to the question, each step within the bound. */
    static boolean comes(int port, byte[] question, Duration bound) {
        int millis = Math.toIntExact(bound.toMillis());
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write(question);
            socket.getOutputStream().flush();
            return socket.getInputStream().read() >= 0;
        } catch (IOException noAnswer) {
            return false;
        }
    }
}

package org.holdfast.launcher.node.supervision;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.holdfast.servers.OwnProcess;

/** A server, service, adapter or robot of the node, each a process of its own. */
interface Part {
    String name();

    /** The directory of its log and its records. */
    Path folder();

    /**
     * Takes over the process that an earlier node left, or starts one, and waits for its first answer. A process that
     * an earlier node left and that does not answer is ended first. A failure is an exception.
     */
    void start();

    boolean isAlive();

    /** Its process; 0 if it has none. */
    long pid();

    /** The exit code after the end of a process that this node started. */
    OptionalInt exitCode();

    /** Whether it answers within a few seconds. */
    boolean answers();

    /** Ends the process in order, within a bound; also one that is just starting. */
    void stop();

    /** Ends the process at once. */
    void kill();

    /** The last line of its log. */
    default String lastWords() {
        return OwnProcess.log(folder(), name()).lastLine();
    }
}

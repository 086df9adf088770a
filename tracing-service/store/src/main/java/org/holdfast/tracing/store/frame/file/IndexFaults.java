package org.holdfast.tracing.store.frame.file;

import java.nio.file.Path;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** Why an index cannot be opened. */
public final class IndexFaults {
    private IndexFaults() {}

    /** Whether an index has another format, so that it has to be discarded and built again. */
    public static boolean isOtherFormat(InputFault fault) {
        return fault.code().equals("tracing.index.wrong-version");
    }

    public static InputFaultException inUse(Path file) {
        return new InputFaultException(new InputFault(
                "tracing.index.in-use",
                "an index is in use",
                file.toString(),
                "one service per index",
                "another one that has it open",
                "stop the other service or choose another directory"));
    }

    public static InputFaultException wrongVersion(Path file) {
        return new InputFaultException(new InputFault(
                "tracing.index.wrong-version",
                "an index has another format",
                file.toString(),
                "the format of this program",
                "another",
                "move the index away; it is built again from the topic"));
    }

    public static InputFaultException wrongChain(Path file, ChainId wanted, String found) {
        return new InputFaultException(new InputFault(
                "tracing.index.wrong-chain",
                "an index is that of another chain",
                file.toString(),
                wanted.text(),
                InputFault.quote(found),
                "choose another directory"));
    }
}

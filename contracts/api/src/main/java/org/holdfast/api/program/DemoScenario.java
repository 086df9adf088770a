package org.holdfast.api.program;

import java.util.List;

/**
 * The story of the demonstration's chain. The generator writes it into the folder of the blocks.
 *
 * @param theft the stolen output, {@code <txid>:<n>}
 * @param exchanges the exchanges that the stolen value reaches
 */
public record DemoScenario(String theft, List<Exchange> exchanges) {
    public DemoScenario {
        exchanges = List.copyOf(exchanges);
    }

    /** An exchange and its deposit address. */
    public record Exchange(String vaspId, String address) {}
}

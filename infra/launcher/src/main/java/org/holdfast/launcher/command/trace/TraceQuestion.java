package org.holdfast.launcher.command.trace;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.launcher.client.RestClient;
import org.holdfast.primitives.chain.Chains;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A question to the tracing service, before it is known which chain has the seeds.
 *
 * @param path where it is sent to
 * @param chain as the user wrote it; an empty text stands for "not said"
 * @param accounts whether the seeds are deposits into accounts
 * @param body everything but the chain
 */
record TraceQuestion(String path, String chain, boolean accounts, ObjectNode body) {
    /** The chains that may have the seeds. */
    List<String> candidates(RestClient tracing) {
        if (!chain.isEmpty()) {
            return List.of(Chains.named(chain).chain().text());
        }
        var chains = new ArrayList<String>();
        for (JsonNode known : tracing.get("/v1/chains").path(accounts ? "ledgers" : "chains")) {
            if (known.path("blocks").asLong(0) > 0) {
                chains.add(known.path("chain").asString(""));
            }
        }
        return chains;
    }

    JsonNode request(String onChain) {
        var request = RestClient.JSON.createObjectNode();
        request.put("chain", onChain);
        request.setAll(body);
        return request;
    }
}

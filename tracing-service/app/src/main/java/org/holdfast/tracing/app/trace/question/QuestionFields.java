package org.holdfast.tracing.app.trace.question;

import java.util.List;
import org.holdfast.kit.rest.Requests;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.chain.ChainProfile;
import org.holdfast.tracing.question.Policy;
import org.jspecify.annotations.Nullable;

/** Fields that several questions have. Each method throws {@link InputFaultException} for a value that does not fit. */
final class QuestionFields {
    private static final int DESTINATIONS_MAX = 1_000;

    private QuestionFields() {}

    /** At least one policy. */
    static List<Policy> policies(@Nullable List<String> words) {
        List<String> policies = Requests.require(words, "policies");
        Requests.between("number of policies", policies.size(), 1, Policy.values().length);
        return policies.stream()
                .map(policy -> Policy.parse(Requests.require(policy, "policies")))
                .toList();
    }

    /** Whether the direction is backward; forward is the default. */
    static boolean backward(@Nullable String direction) {
        if (direction == null || direction.equals("forward")) {
            return false;
        }
        if (!direction.equals("backward")) {
            throw Requests.fault("direction", "forward or backward", direction);
        }
        return true;
    }

    /** Names of destinations; those that are addresses in their canonical form. */
    static List<String> destinations(@Nullable List<String> names, ChainProfile chain) {
        if (names == null) {
            return List.of();
        }
        Requests.between("number of destinations", names.size(), 0, DESTINATIONS_MAX);
        return names.stream()
                .map(name -> Requests.text("destinations", name))
                .map(name ->
                        chain.addresses().resembles(name) ? chain.address(name).text() : name)
                .toList();
    }
}

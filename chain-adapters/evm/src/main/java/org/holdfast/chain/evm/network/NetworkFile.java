package org.holdfast.chain.evm.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an operator says of a chain's contracts, as a JSON file: {@code wrappedNative}, {@code issuerWallets},
 * {@code passThrough} as lists of addresses, {@code issuers} as a list of {@code {"contract", "family", "treasury"}}
 * with the family {@code tether}, {@code circle} or {@code paxos}; {@code checkedTokens} and {@code checkedAccounts} as
 * lists of addresses and {@code checksMax} as a number, see {@link BalanceChecks}. Every field may be left out.
 */
public final class NetworkFile {
    private static final Set<String> FIELDS = Set.of(
            "wrappedNative",
            "issuers",
            "issuerWallets",
            "passThrough",
            "checkedTokens",
            "checkedAccounts",
            "checksMax");
    private static final Set<String> ISSUER_FIELDS = Set.of("contract", "family", "treasury");

    private NetworkFile() {}

    /**
     * The network with what the file says in place of what it said.
     *
     * @throws InputFaultException where the file cannot be read or has another form
     */
    public static EvmNetwork read(EvmNetwork network, Path file) {
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(Files.readString(file));
        } catch (IOException | JacksonException e) {
            throw malformed(file, "a file with a JSON object", String.valueOf(e.getMessage()));
        }
        requireFields(file, json, FIELDS);
        var issuers = new HashSet<IssuerContract>();
        for (JsonNode issuer : list(file, json, "issuers")) {
            requireFields(file, issuer, ISSUER_FIELDS);
            issuers.add(new IssuerContract(
                    address(file, issuer.get("contract")), family(file, issuer), treasury(file, issuer)));
        }
        return network.withWrappedNative(addresses(file, json, "wrappedNative"))
                .withIssuers(issuers, addresses(file, json, "issuerWallets"))
                .withPassThrough(addresses(file, json, "passThrough"))
                .withChecks(new BalanceChecks(
                        addresses(file, json, "checkedTokens"),
                        addresses(file, json, "checkedAccounts"),
                        checksMax(file, json)));
    }

    private static int checksMax(Path file, JsonNode json) {
        JsonNode number = json.path("checksMax");
        if (number.isMissingNode()) {
            return BalanceChecks.BALANCES_USUAL;
        }
        if (!number.isIntegralNumber() || !number.canConvertToInt() || number.intValue() < 1) {
            throw malformed(file, "a positive number in checksMax", number.toString());
        }
        return number.intValue();
    }

    private static void requireFields(Path file, JsonNode object, Set<String> known) {
        if (!object.isObject()) {
            throw malformed(file, "an object", object.toString());
        }
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                throw malformed(file, "fields of " + known.stream().sorted().toList(), name);
            }
        }
    }

    private static Iterable<JsonNode> list(Path file, JsonNode json, String name) {
        JsonNode list = json.path(name);
        if (!list.isMissingNode() && !list.isArray()) {
            throw malformed(file, "a list in " + name, list.toString());
        }
        return list;
    }

    private static Set<EvmAddress> addresses(Path file, JsonNode json, String name) {
        var addresses = new HashSet<EvmAddress>();
        list(file, json, name).forEach(item -> addresses.add(address(file, item)));
        return addresses;
    }

    private static EvmAddress address(Path file, @Nullable JsonNode text) {
        if (text == null || !text.isString()) {
            throw malformed(file, "an address as text", String.valueOf(text));
        }
        return EvmAddress.parse(text.stringValue());
    }

    private static @Nullable EvmAddress treasury(Path file, JsonNode issuer) {
        return issuer.has("treasury") ? address(file, issuer.get("treasury")) : null;
    }

    private static IssuerFamily family(Path file, JsonNode issuer) {
        String text = issuer.path("family").asString("");
        for (IssuerFamily family : IssuerFamily.values()) {
            if (family.name().toLowerCase(Locale.ROOT).equals(text)) {
                return family;
            }
        }
        throw malformed(file, "the family tether, circle or paxos", text);
    }

    private static InputFaultException malformed(Path file, String expected, String got) {
        return new InputFaultException(new InputFault(
                "evm.network.malformed",
                "a file about a chain's contracts does not have its form",
                file.toString(),
                expected,
                InputFault.quote(got),
                "mend the file"));
    }
}

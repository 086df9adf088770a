package org.holdfast.primitives.chain;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** The profiles of all chains: those that are known, and those that follow from the id of an EVM chain. */
public final class Chains {
    private static final List<ChainProfile> KNOWN = Stream.of(BitcoinProfiles.ALL, EvmProfiles.ALL)
            .flatMap(List::stream)
            .toList();

    private Chains() {}

    /** All chains whose values were looked up. */
    public static List<ChainProfile> known() {
        return KNOWN;
    }

    /**
     * The profile of a chain. An EVM chain that is not known has one too, with its assumptions in it.
     *
     * @throws InputFaultException where nothing is known of the chain's namespace or of the chain
     */
    public static ChainProfile profile(ChainId chain) {
        return find(chain).orElseThrow(() -> unknown(chain.text()));
    }

    /** The profile of a chain; empty where nothing is known of the chain's namespace or of the chain. */
    public static Optional<ChainProfile> find(ChainId chain) {
        Optional<ChainProfile> known =
                KNOWN.stream().filter(profile -> profile.chain().equals(chain)).findFirst();
        return known.isPresent() ? known : EvmProfiles.assumed(chain);
    }

    /**
     * The profile of a chain that a person names: a short name such as {@code regtest}, or a CAIP-2 id.
     *
     * @throws InputFaultException where it is neither
     */
    public static ChainProfile named(String text) {
        return KNOWN.stream()
                .filter(profile -> profile.name().equals(text))
                .findFirst()
                .orElseGet(() -> {
                    if (!text.contains(":")) {
                        throw unknown(text);
                    }
                    return profile(new ChainId(text));
                });
    }

    /**
     * Reads an address of a chain into its canonical form.
     *
     * @throws InputFaultException where the chain is unknown, or network, checksum, case or length is wrong
     */
    public static Address address(ChainId chain, String text) {
        return profile(chain).address(text);
    }

    private static InputFaultException unknown(String text) {
        return new InputFaultException(new InputFault(
                "primitives.chain.unknown",
                "a chain is unknown",
                "chain",
                names() + ", or " + EvmProfiles.NAMESPACE + " and a decimal chain id",
                InputFault.quote(text),
                "choose one of those"));
    }

    private static String names() {
        return KNOWN.stream().map(ChainProfile::name).collect(Collectors.joining(", "));
    }
}

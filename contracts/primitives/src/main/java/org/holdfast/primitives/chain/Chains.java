package org.holdfast.primitives.chain;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/**
 * The profiles of all chains: those that are known, those that a {@link ChainSource} adds, and those that follow from
 * the id of an EVM chain.
 */
public final class Chains {
    private static final List<ChainProfile> KNOWN = Stream.of(BitcoinProfiles.ALL, EvmProfiles.ALL)
            .flatMap(List::stream)
            .toList();

    private static final List<ChainProfile> ADDED = ServiceLoader.load(ChainSource.class).stream()
            .flatMap(source -> source.get().profiles().stream())
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
        Optional<ChainProfile> listed =
                listed().filter(profile -> profile.chain().equals(chain)).findFirst();
        return listed.isPresent() ? listed : EvmProfiles.assumed(chain);
    }

    /**
     * The profile of a chain that a person names: a short name such as {@code regtest}, or a CAIP-2 id.
     *
     * @throws InputFaultException where it is neither
     */
    public static ChainProfile named(String text) {
        return listed().filter(profile -> profile.name().equals(text))
                .findFirst()
                .orElseGet(() -> {
                    if (!text.contains(":")) {
                        throw unknown(text);
                    }
                    return profile(new ChainId(text));
                });
    }

    /**
     * The id of the EVM chain with this number.
     *
     * @param number the chain id of EIP-155, from 1
     */
    public static ChainId evm(long number) {
        return new ChainId(EvmProfiles.NAMESPACE + number);
    }

    /** The chain id of EIP-155; empty where the chain is not an EVM chain. */
    public static OptionalLong evmNumber(ChainId chain) {
        return EvmProfiles.number(chain);
    }

    /**
     * Reads an address of a chain into its canonical form.
     *
     * @throws InputFaultException where the chain is unknown, or network, checksum, case or length is wrong
     */
    public static Address address(ChainId chain, String text) {
        return profile(chain).address(text);
    }

    private static Stream<ChainProfile> listed() {
        return Stream.concat(KNOWN.stream(), ADDED.stream());
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

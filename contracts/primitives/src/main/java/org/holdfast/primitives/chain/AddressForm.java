package org.holdfast.primitives.chain;

import org.holdfast.primitives.Address;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** How a chain writes addresses. */
public sealed interface AddressForm permits BitcoinAddresses, EvmAddresses {
    /**
     * Reads an address that a person or another system wrote.
     *
     * @return the address in its one canonical form
     * @throws InputFaultException where network, checksum, case or length is wrong
     */
    Address parse(ChainId chain, String text);

    /**
     * Whether a text is meant as an address of this form, so that a reader of names refuses it where it is wrong.
     */
    boolean resembles(String text);

    /** The form in a few words, for people. */
    String description();

    /** An address that is no address of any network. */
    static InputFaultException malformed(String expected, String text) {
        return fault("primitives.address.malformed", "an address is malformed", expected, InputFault.quote(text));
    }

    /** An address of another network. */
    static InputFaultException wrongNetwork(String expected, String text, String found) {
        return fault(
                "primitives.address.wrong-network",
                "an address belongs to another network",
                expected,
                InputFault.quote(text) + ", " + found);
    }

    /** An address with a wrong character. */
    static InputFaultException checksum(String expected, String text) {
        return fault(
                "primitives.address.checksum", "the checksum of an address is wrong", expected, InputFault.quote(text));
    }

    /** An address in upper and lower case. */
    static InputFaultException mixedCase(String text) {
        return fault(
                "primitives.address.mixed-case",
                "an address mixes upper and lower case",
                "all letters in lower case or all in upper case",
                InputFault.quote(text));
    }

    private static InputFaultException fault(String code, String what, String expected, String got) {
        return new InputFaultException(new InputFault(
                code, what, "address", expected, got, "copy the address again and name the chain it belongs to"));
    }
}

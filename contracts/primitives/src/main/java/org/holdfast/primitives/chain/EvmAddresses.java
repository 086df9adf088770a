package org.holdfast.primitives.chain;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.ChainId;

/**
 * Addresses of EVM chains: {@code 0x} and 40 hexadecimal digits. Upper and lower case together are a checksum (EIP-55);
 * one case alone carries none. The canonical form is lower case.
 */
public record EvmAddresses() implements AddressForm {
    private static final String PREFIX = "0x";
    private static final int DIGITS = 40;
    private static final String FORM = "0x and 40 hexadecimal digits";

    @Override
    public Address parse(ChainId chain, String text) {
        String digits = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "";
        if (digits.length() != DIGITS || !digits.chars().allMatch(EvmAddresses::isHex)) {
            throw AddressForm.malformed(FORM + " for " + chain, text);
        }
        String lower = digits.toLowerCase(Locale.ROOT);
        boolean oneCase = digits.equals(lower) || digits.equals(lower.toUpperCase(Locale.ROOT));
        if (!oneCase && !digits.equals(mixed(lower))) {
            throw AddressForm.checksum("the capital letters of EIP-55, or one case alone", text);
        }
        return new Address(chain, PREFIX + lower);
    }

    /** The spelling with the checksum of EIP-55, as people read it. */
    public static String withChecksum(Address address) {
        return PREFIX + mixed(address.text().substring(PREFIX.length()));
    }

    @Override
    public boolean resembles(String text) {
        return text.startsWith(PREFIX) && text.indexOf(':') < 0;
    }

    @Override
    public String description() {
        return FORM + ", checksum of EIP-55 in mixed case";
    }

    /** A letter is a capital where the digit of the hash at its place is 8 or more. */
    private static String mixed(String lower) {
        byte[] hash = Keccak256.hash(lower.getBytes(StandardCharsets.US_ASCII));
        var text = new StringBuilder(DIGITS);
        for (int i = 0; i < DIGITS; i++) {
            int digit = (hash[i / 2] >>> (i % 2 == 0 ? 4 : 0)) & 0xF;
            char c = lower.charAt(i);
            text.append(digit >= 8 ? Character.toUpperCase(c) : c);
        }
        return text.toString();
    }

    private static boolean isHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}

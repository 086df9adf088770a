package org.holdfast.tracing.store.address;

import java.nio.charset.StandardCharsets;

/**
 * Segregated witness addresses as their programs: BIP 173 for version 0, BIP 350 for version 1. The checksum is left
 * out and computed again. A form is network times three plus program.
 */
final class WitnessAddress {
    private static final String[] PREFIXES = {"bc1", "tb1", "bcrt1"};
    /** Witness version 0 with 20 bytes, version 0 with 32, version 1 with 32. */
    private static final int[] PROGRAM_BYTES = {20, 32, 32};

    private static final int PROGRAMS = 3;
    private static final int[] VERSIONS = {0, 0, 1};
    private static final int BECH32 = 1;
    private static final int BECH32M = 0x2bc830a3;
    private static final int CHECKSUM_CHARACTERS = 6;
    private static final int BITS = 5;
    private static final int MASK = 31;
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    /** The feedback of the five bits that a step shifts out of the checksum. */
    private static final int[] FEEDBACK = feedback();

    /** The same for ten bits, in two steps. */
    private static final int[] FEEDBACK_OF_TWO = feedbackOfTwo();

    private static final String CHARACTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final byte[] VALUES = AddressCode.values(CHARACTERS);
    private static final int[] PREFIX_STATES = {state("bc"), state("tb"), state("bcrt")};

    private WitnessAddress() {}

    static int bytes(int form) {
        return PROGRAM_BYTES[form % PROGRAMS];
    }

    /** Writes the program and returns the form; -1 for an address that decoding would not give back. */
    static int write(String address, byte[] into, int at) {
        int network = network(address);
        if (network < 0) {
            return -1;
        }
        int first = PREFIXES[network].length();
        int data = address.length() - first - CHECKSUM_CHARACTERS;
        int program = program(address, first, data);
        if (program < 0) {
            return -1;
        }
        int state = step(PREFIX_STATES[network], VERSIONS[program]);
        int bits = 0;
        int held = 0;
        int next = at;
        // Programs of 20 and of 32 bytes have an even number of characters: two are taken at once.
        for (int i = first + 1; i < first + data; i += 2) {
            int one = AddressCode.value(VALUES, address.charAt(i));
            int other = AddressCode.value(VALUES, address.charAt(i + 1));
            if ((one | other) < 0) {
                return -1;
            }
            int pair = one << BITS | other;
            state = twoSteps(state, pair);
            held = held << (2 * BITS) | pair;
            bits += 2 * BITS;
            for (; bits >= 8; bits -= 8) {
                into[next++] = (byte) (held >>> (bits - 8));
            }
            held &= (1 << bits) - 1;
        }
        boolean same = held == 0 && endsWith(address, checksum(state, VERSIONS[program]));
        return same ? network * PROGRAMS + program : -1;
    }

    static String read(int form, byte[] bytes, int from) {
        int network = form / PROGRAMS;
        int program = form % PROGRAMS;
        String prefix = PREFIXES[network];
        int data = 1 + (PROGRAM_BYTES[program] * 8 + BITS - 1) / BITS;
        byte[] text = new byte[prefix.length() + data + CHECKSUM_CHARACTERS];
        for (int i = 0; i < prefix.length(); i++) {
            text[i] = (byte) prefix.charAt(i);
        }
        int at = prefix.length();
        text[at++] = (byte) CHARACTERS.charAt(VERSIONS[program]);
        int state = step(PREFIX_STATES[network], VERSIONS[program]);
        int bits = 0;
        int held = 0;
        int next = from;
        int end = from + PROGRAM_BYTES[program];
        for (int i = 1; i < data; i++) {
            if (bits < BITS) {
                held = held << 8 | (next < end ? bytes[next] & 0xFF : 0);
                next++;
                bits += 8;
            }
            bits -= BITS;
            int value = held >>> bits & MASK;
            held &= (1 << bits) - 1;
            state = step(state, value);
            text[at++] = (byte) CHARACTERS.charAt(value);
        }
        int sum = checksum(state, VERSIONS[program]);
        for (int i = 0; i < CHECKSUM_CHARACTERS; i++) {
            text[at++] = (byte) CHARACTERS.charAt(sum >>> (BITS * (CHECKSUM_CHARACTERS - 1 - i)) & MASK);
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static int network(String address) {
        for (int i = 0; i < PREFIXES.length; i++) {
            if (address.startsWith(PREFIXES[i])) {
                return i;
            }
        }
        return -1;
    }

    private static int program(String address, int first, int data) {
        for (int i = 0; i < PROGRAMS; i++) {
            if (data == 1 + (PROGRAM_BYTES[i] * 8 + BITS - 1) / BITS
                    && address.charAt(first) == CHARACTERS.charAt(VERSIONS[i])) {
                return i;
            }
        }
        return -1;
    }

    private static boolean endsWith(String address, int sum) {
        int first = address.length() - CHECKSUM_CHARACTERS;
        for (int i = 0; i < CHECKSUM_CHARACTERS; i++) {
            if (address.charAt(first + i) != CHARACTERS.charAt(sum >>> (BITS * (CHECKSUM_CHARACTERS - 1 - i)) & MASK)) {
                return false;
            }
        }
        return true;
    }

    private static int checksum(int state, int version) {
        int sum = state;
        for (int i = 0; i < CHECKSUM_CHARACTERS; i++) {
            sum = step(sum, 0);
        }
        return sum ^ (version == 0 ? BECH32 : BECH32M);
    }

    private static int state(String network) {
        int state = 1;
        for (int i = 0; i < network.length(); i++) {
            state = step(state, network.charAt(i) >>> BITS);
        }
        state = step(state, 0);
        for (int i = 0; i < network.length(); i++) {
            state = step(state, network.charAt(i) & MASK);
        }
        return state;
    }

    private static int[] feedback() {
        int[] feedback = new int[1 << BITS];
        for (int top = 0; top < feedback.length; top++) {
            for (int i = 0; i < GENERATOR.length; i++) {
                feedback[top] ^= -(top >>> i & 1) & GENERATOR[i];
            }
        }
        return feedback;
    }

    private static int[] feedbackOfTwo() {
        int[] feedback = new int[1 << (2 * BITS)];
        for (int top = 0; top < feedback.length; top++) {
            feedback[top] = step(step(top << 20, 0), 0);
        }
        return feedback;
    }

    private static int twoSteps(int state, int pair) {
        return (state & 0xfffff) << (2 * BITS) ^ pair ^ FEEDBACK_OF_TWO[state >>> 20];
    }

    /** One step of the checksum of BIP 173. */
    private static int step(int state, int value) {
        return (state & 0x1ffffff) << BITS ^ value ^ FEEDBACK[state >>> 25];
    }
}

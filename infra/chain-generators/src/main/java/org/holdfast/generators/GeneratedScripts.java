package org.holdfast.generators;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Pay-to-witness-key-hash scripts of made-up owners: the key hash is derived from a name. */
final class GeneratedScripts {
    private GeneratedScripts() {}

    static byte[] script(String owner) {
        byte[] script = new byte[22];
        script[1] = 20;
        System.arraycopy(program(owner), 0, script, 2, 20);
        return script;
    }

    static String address(String owner) {
        return Bech32.address(0, program(owner));
    }

    private static byte[] program(String owner) {
        return Arrays.copyOf(RawBlock.doubleSha(owner.getBytes(StandardCharsets.UTF_8)), 20);
    }
}

package org.holdfast.chain.evm.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.primitives.Hash256;
import org.holdfast.testkit.Campaign;
import org.junit.jupiter.api.Test;

class KeyRecoveryTest {
    private static final BigInteger ORDER = KeyRecovery.ORDER;
    private static final int CASES = Campaign.size(400, 2_000);
    /** The x of the curve's base point (SEC 2, section 2.4.1), whose y is even. */
    private static final BigInteger BASE_X =
            new BigInteger("79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798", 16);

    private final KeyRecovery plain = new KeyRecovery.Plain();

    /** Any r and s: half of the r are no x of a point, half of the s are in the upper half. */
    @Test
    void bothWaysGiveTheSameKeys() {
        KeyRecovery quick = theNativeOne();
        var random = new SplittableRandom(1);
        int none = 0;
        for (int i = 0; i < CASES; i++) {
            Hash256 signed = number(random, 256).hash();
            boolean odd = random.nextBoolean();
            BigInteger r = inRange(number(random, i % 8 == 0 ? 16 : 256).unsigned());
            BigInteger s = inRange(number(random, i % 8 == 1 ? 16 : 256).unsigned());
            var key = plain.key(signed, odd, r, s);
            assertThat(quick.key(signed, odd, r, s))
                    .as("%s %s %s %s", signed, odd, r, s)
                    .isEqualTo(key);
            none += key.isPresent() ? 0 : 1;
        }
        assertThat(none).as("signatures that no key can have made").isBetween(CASES / 4, 3 * CASES / 4);
    }

    @Test
    void theEdgesOfTheRangeAreAlikeToo() {
        KeyRecovery quick = theNativeOne();
        List<BigInteger> edges = List.of(
                BigInteger.ONE,
                BigInteger.TWO,
                ORDER.shiftRight(1),
                ORDER.shiftRight(1).add(BigInteger.ONE),
                ORDER.subtract(BigInteger.TWO),
                ORDER.subtract(BigInteger.ONE));
        var hashes = List.of(
                Hash256.ZERO,
                Bytes.ofNumber(ORDER).hash(),
                Bytes.parse("0x" + "ff".repeat(32)).hash());
        var found = new ArrayList<Bytes>();
        for (BigInteger r : edges) {
            for (BigInteger s : edges) {
                for (Hash256 signed : hashes) {
                    var key = plain.key(signed, true, r, s);
                    assertThat(quick.key(signed, true, r, s)).isEqualTo(key);
                    key.ifPresent(found::add);
                }
            }
        }
        assertThat(found).isNotEmpty().allSatisfy(key -> assertThat(key.size()).isEqualTo(65));
    }

    /** With R the base point and s the hash, s * R - hash * G is the point at infinity. */
    @Test
    void nobodysKeyIsThePointAtInfinity() {
        Hash256 signed = Bytes.parse("0x" + "12".repeat(32)).hash();
        BigInteger s = new BigInteger(1, signed.displayBytes());
        assertThat(plain.key(signed, false, BASE_X, s)).isEmpty();
        assertThat(plain.key(signed, true, BASE_X, s)).isPresent();
        assertThat(theNativeOne().key(signed, false, BASE_X, s)).isEmpty();
    }

    private static KeyRecovery theNativeOne() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch");
        assumeThat(system.contains("linux") && List.of("amd64", "aarch64").contains(machine))
                .as("the native library has a build for this machine")
                .isTrue();
        KeyRecovery chosen = KeyRecovery.best();
        assertThat(chosen).isInstanceOf(KeyRecovery.Native.class);
        return chosen;
    }

    private static BigInteger inRange(BigInteger number) {
        return number.mod(ORDER.subtract(BigInteger.ONE)).add(BigInteger.ONE);
    }

    private static Bytes number(SplittableRandom random, int bits) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        for (int i = 0; i < 32 - bits / 8; i++) {
            bytes[i] = 0;
        }
        return Bytes.of(bytes);
    }
}

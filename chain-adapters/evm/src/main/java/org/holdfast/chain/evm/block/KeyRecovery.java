package org.holdfast.chain.evm.block;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.primitives.Hash256;

/**
 * Finds the public key behind a signature on secp256k1 (SEC 1, section 4.1.6): a third of the work on a block, in plain
 * Java two thirds. Both ways give the same keys; a test holds them side by side. Safe for use by several threads.
 */
sealed interface KeyRecovery {
    /** The curve's order. */
    BigInteger ORDER = Plain.CURVE.getN();

    /**
     * The key as an uncompressed point: 4, x, y.
     *
     * @param odd whether the y of the signature's point is odd
     * @param r 1 to the order less 1, and s likewise
     * @return empty where r is no x of a point, or the key would be the point at infinity
     */
    Optional<Bytes> key(Hash256 signed, boolean odd, BigInteger r, BigInteger s);

    /** The native library where it has a build for this machine and can be loaded, plain Java otherwise. */
    static KeyRecovery best() {
        return Best.CHOSEN;
    }

    /** Chosen once: loading unpacks the library into the folder for temporary files. */
    final class Best {
        private static final KeyRecovery CHOSEN = choose();

        private Best() {}

        private static KeyRecovery choose() {
            try {
                return new Native(Secp256k1.get());
            } catch (LinkageError | RuntimeException noBuild) {
                return new Plain();
            }
        }
    }

    /** Bitcoin Core's libsecp256k1, nearly four times as fast as plain Java. */
    record Native(Secp256k1 library) implements KeyRecovery {
        @Override
        public Optional<Bytes> key(Hash256 signed, boolean odd, BigInteger r, BigInteger s) {
            byte[] compact = word(r).plus(word(s)).toArray();
            try {
                return Optional.of(Bytes.of(library.ecdsaRecover(compact, signed.displayBytes(), odd ? 1 : 0)));
            } catch (Secp256k1Exception noSuchKey) {
                return Optional.empty();
            }
        }
    }

    /** Bouncy Castle. */
    record Plain() implements KeyRecovery {
        private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");

        @Override
        public Optional<Bytes> key(Hash256 signed, boolean odd, BigInteger r, BigInteger s) {
            ECPoint point;
            try {
                point = CURVE.getCurve()
                        .decodePoint(
                                Bytes.of((byte) (odd ? 3 : 2)).plus(word(r)).toArray());
            } catch (IllegalArgumentException noPoint) {
                return Optional.empty();
            }
            BigInteger n = CURVE.getN();
            BigInteger inverse = BigIntegers.modOddInverseVar(n, r);
            BigInteger u1 = new BigInteger(1, signed.displayBytes())
                    .negate()
                    .mod(n)
                    .multiply(inverse)
                    .mod(n);
            BigInteger u2 = s.multiply(inverse).mod(n);
            ECPoint key =
                    ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), u1, point, u2).normalize();
            return key.isInfinity() ? Optional.empty() : Optional.of(Bytes.of(key.getEncoded(false)));
        }
    }

    private static Bytes word(BigInteger number) {
        Bytes padded = Bytes.of(new byte[Hash256.BYTES]).plus(Bytes.ofNumber(number));
        return padded.slice(padded.size() - Hash256.BYTES, padded.size());
    }
}

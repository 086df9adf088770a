package org.holdfast.tracing.account.ledger;

import java.math.BigInteger;

/**
 * Says of a movement that it is one leg of an exchange.
 *
 * @param paid true where this movement is what the exchanging party paid, false where it is what that party received
 * @param otherPosition position of the other leg's entry; {@link AccountIndex#ABSENT} where it is elsewhere
 * @param otherAccount of a paid leg: who received the other leg; of a received leg: who paid the other; or
 *     {@link AccountIndex#ABSENT}
 * @param otherAmount amount of the other leg in its own base units; zero where it is elsewhere
 */
public record ConversionLink(
        boolean paid, long otherPosition, long otherAccount, BigInteger otherAmount, String protocol) {}

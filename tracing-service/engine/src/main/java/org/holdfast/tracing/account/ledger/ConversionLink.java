package org.holdfast.tracing.account.ledger;

import java.math.BigInteger;

/**
 * The other leg of an exchange, of which this movement is one leg.
 *
 * @param paid true if the exchanging party paid this movement, false if it received it
 * @param otherPosition the position of the other entry; {@link AccountIndex#ABSENT} if it is not on this chain
 * @param otherAccount for a paid leg the receiver of the other leg, for a received leg its payer; or {@link
 *     AccountIndex#ABSENT}
 * @param otherAmount the amount of the other leg in its own base units; 0 if it is not on this chain
 */
public record ConversionLink(
        boolean paid, long otherPosition, long otherAccount, BigInteger otherAmount, String protocol) {}

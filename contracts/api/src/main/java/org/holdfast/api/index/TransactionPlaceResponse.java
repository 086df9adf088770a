package org.holdfast.api.index;

/** The block of the active chain that contains a transaction, as the index has it. */
public record TransactionPlaceResponse(String txid, long height, String blockHash) {}

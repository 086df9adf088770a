package org.holdfast.api.hold;

/** A transaction with the block it stands in; both hashes are 64 hexadecimal digits. */
public record TransactionBlock(String txid, long height, String blockHash) {}

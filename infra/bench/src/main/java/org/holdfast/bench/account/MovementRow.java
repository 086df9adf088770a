package org.holdfast.bench.account;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.ledger.ConversionLink;
import org.holdfast.tracing.account.ledger.Direction;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.jspecify.annotations.Nullable;

/**
 * A movement as the peer keeps it: all of it in one row, so that a page is one walk over rows that lie together.
 * Numbers take seven bits a byte, amounts as few bytes as they need.
 */
record MovementRow(
        long height,
        int txIndex,
        TxId txId,
        EntryKind kind,
        Direction direction,
        BigInteger amount,
        BigInteger balanceAfter,
        long counterparty,
        @Nullable ConversionLink conversion) {
    private static final EntryKind[] KINDS = EntryKind.values();
    private static final Direction[] DIRECTIONS = Direction.values();
    private static final int ROOM = 96;
    private static final int SEVEN = 7;
    private static final int SEVEN_BITS = 0x7F;
    private static final int MORE = 0x80;
    private static final int DIRECTION_AT = 4;
    private static final int LINKED = 0x40;
    private static final int PAID = 0x80;

    byte[] bytes() {
        ByteBuffer to = ByteBuffer.allocate(ROOM
                + length(amount)
                + length(balanceAfter)
                + (conversion == null ? 0 : ROOM + length(conversion.otherAmount())));
        number(to, height);
        number(to, txIndex);
        to.put(txId.displayBytes());
        int flags = Arrays.binarySearch(KINDS, kind) | Arrays.binarySearch(DIRECTIONS, direction) << DIRECTION_AT;
        to.put((byte) (conversion == null ? flags : flags | LINKED | (conversion.paid() ? PAID : 0)));
        amount(to, amount);
        amount(to, balanceAfter);
        place(to, counterparty);
        if (conversion != null) {
            place(to, conversion.otherPosition());
            place(to, conversion.otherAccount());
            amount(to, conversion.otherAmount());
            to.put(conversion.protocol().getBytes(StandardCharsets.UTF_8));
        }
        return Arrays.copyOf(to.array(), to.position());
    }

    static MovementRow of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long height = number(in);
        int txIndex = (int) number(in);
        var txId = new TxId(new Hash256(in.getLong(), in.getLong(), in.getLong(), in.getLong()));
        int flags = in.get();
        EntryKind kind = KINDS[flags & (1 << DIRECTION_AT) - 1];
        Direction direction = DIRECTIONS[flags >>> DIRECTION_AT & 3];
        BigInteger amount = amount(in);
        BigInteger after = amount(in);
        long counterparty = place(in);
        ConversionLink link = null;
        if ((flags & LINKED) != 0) {
            long position = place(in);
            long account = place(in);
            BigInteger other = amount(in);
            String protocol = new String(bytes, in.position(), in.remaining(), StandardCharsets.UTF_8);
            link = new ConversionLink((flags & PAID) != 0, position, account, other, protocol);
        }
        return new MovementRow(height, txIndex, txId, kind, direction, amount, after, counterparty, link);
    }

    static int length(BigInteger amount) {
        return amount.bitLength() / Byte.SIZE + 1;
    }

    static void number(ByteBuffer to, long value) {
        long left = value;
        while (left > SEVEN_BITS) {
            to.put((byte) ((left & SEVEN_BITS) | MORE));
            left >>>= SEVEN;
        }
        to.put((byte) left);
    }

    static long number(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += SEVEN) {
            byte next = in.get();
            value |= (long) (next & SEVEN_BITS) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    static void amount(ByteBuffer to, BigInteger value) {
        byte[] bytes = value.toByteArray();
        int skipped = bytes[0] == 0 ? 1 : 0;
        to.put((byte) (bytes.length - skipped)).put(bytes, skipped, bytes.length - skipped);
    }

    static BigInteger amount(ByteBuffer in) {
        int length = in.get() & 0xFF;
        if (length < Long.BYTES) {
            long value = 0;
            for (int i = 0; i < length; i++) {
                value = (value << Byte.SIZE) | (in.get() & 0xFF);
            }
            return BigInteger.valueOf(value);
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new BigInteger(1, bytes);
    }

    /** A positive number, or none. */
    private static void place(ByteBuffer to, long value) {
        number(to, value == AccountIndex.ABSENT ? 0 : value);
    }

    private static long place(ByteBuffer in) {
        long value = number(in);
        return value == 0 ? AccountIndex.ABSENT : value;
    }
}

package org.holdfast.tracing.store.ledger;

import org.holdfast.tracing.store.frame.file.RecordFile;

/**
 * Per ledger the positions of its movements in order. A directory has two words for each ledger: the record of its
 * owner, and its last segment. A ledger's number is half the word of its place in the directory.
 *
 * <p>A segment is four words and more: the segment before it; one further back, so that any segment is reached from the
 * last one in a number of steps that grows with the logarithm of their count (skew-binary jumps after Myers, "An
 * applicative random-access stack", 1983); its depth in the list (high half) and how many positions it holds; those
 * positions. Segments hold 1, 2, 4 and so on up to {@link #SEGMENT_MOST}, and all but the last are full. What is in a
 * segment that is full never changes, so an undo shortens the last one or drops it.
 *
 * <p>One thread writes. Readers request only movements before the end of their snapshot, which are older than they.
 */
final class MovementLists {
    /** Positions in a large segment. */
    static final int SEGMENT_MOST = 512;

    private static final int SHIFT_MOST = 9;
    private static final int HEAD_WORDS = 3;
    private static final int ENTRY_WORDS = 2;
    /** In the header of the first file of segments: the word after the last segment. */
    private static final int FREE_AT = 1;

    private final RecordFile directory;
    private final RecordFile segments;
    /** Written by one thread, read by checks too. */
    private volatile long free;

    MovementLists(RecordFile directory, RecordFile segments) {
        this.directory = directory;
        this.segments = segments;
    }

    /** Opens the files of the ledgers before a place of the directory; false if they are incomplete. */
    boolean open(long directoryEnd) {
        free = segments.storedHeaderWord(FREE_AT);
        // No ledger is empty, so a ledger has a segment.
        if (free < (directoryEnd == 0 ? 0 : 1)
                || segments.wordsOnDisk() < free
                || directory.wordsOnDisk() < directoryEnd) {
            return false;
        }
        directory.open(directoryEnd);
        segments.open(free);
        return true;
    }

    /** Removes all ledgers. */
    void clear() {
        directory.open(0);
        segments.open(0);
        free = 0;
    }

    /** The word after the last segment. */
    long free() {
        return free;
    }

    /** Returns the space of segments after a place; no ledger uses them. */
    void freeBehind(long place) {
        if (free != place) {
            free = place;
            segments.putWord(FREE_AT, free);
        }
    }

    /** The place of a new ledger in the directory, at or after another place. */
    long placeBehind(long directoryEnd) {
        return directory.reserve(directoryEnd, ENTRY_WORDS);
    }

    static long numberAt(long place) {
        return place >>> 1;
    }

    static long placeOf(long number) {
        return number << 1;
    }

    static long behind(long place) {
        return place + ENTRY_WORDS;
    }

    /** Adds an empty ledger, also in the place of a reverted one. */
    void add(long number, long key) {
        long place = placeOf(number);
        directory.reserve(place, ENTRY_WORDS);
        directory.putWord(place + 1, 0);
        directory.putWord(place, key);
    }

    /** The record of a ledger's owner. */
    long key(long number) {
        return directory.word(placeOf(number));
    }

    void push(long number, long position) {
        long tail = tail(number);
        int depth = 0;
        if (tail != 0) {
            long meta = meta(tail);
            int size = (int) meta;
            depth = depth(tail) + 1;
            if (size < capacity(depth - 1)) {
                segments.putWord(tail + HEAD_WORDS + size, position);
                segments.putWord(tail + 2, meta + 1);
                return;
            }
        }
        int words = HEAD_WORDS + capacity(depth);
        long at = segments.reserve(free, words);
        free = at + words;
        segments.putWord(FREE_AT, free);
        segments.putWord(at, tail);
        segments.putWord(at + 1, tail == 0 ? 0 : jumpOver(tail));
        segments.putWord(at + HEAD_WORDS, position);
        segments.putWord(at + 2, (long) depth << Integer.SIZE | 1);
        directory.putWord(placeOf(number) + 1, at);
    }

    /** Removes the movements at a position and after it. */
    void cut(long number, long position) {
        for (long tail = tail(number); tail != 0; tail = tail(number)) {
            long meta = meta(tail);
            int size = (int) meta;
            if (at(tail, size - 1) < position) {
                return;
            }
            if (size > 1) {
                segments.putWord(tail + 2, meta - 1);
            } else {
                directory.putWord(placeOf(number) + 1, previous(tail));
            }
        }
    }

    /** The position of the last movement, 0 for none. */
    long last(long number) {
        long tail = tail(number);
        return tail == 0 ? 0 : at(tail, (int) meta(tail) - 1);
    }

    /** The number of movements before a position. */
    long countBefore(long number, long position) {
        long segment = tail(number);
        while (segment != 0 && at(segment, 0) >= position) {
            long jump = jump(segment);
            segment = jump != 0 && at(jump, 0) >= position ? jump : previous(segment);
        }
        if (segment == 0) {
            return 0;
        }
        int low = 1;
        int high = (int) meta(segment);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(segment, middle) < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return firstOf(depth(segment)) + low;
    }

    /** The positions of some movements, from a number on. */
    long[] positions(long number, long first, int count) {
        long[] positions = new long[count];
        long segment = tail(number);
        long end = first + count;
        while (segment != 0 && firstOf(depth(segment)) >= end) {
            long jump = jump(segment);
            segment = jump != 0 && firstOf(depth(jump)) >= end ? jump : previous(segment);
        }
        for (; segment != 0 && end > first; segment = previous(segment)) {
            long here = firstOf(depth(segment));
            for (long i = Math.max(first, here); i < end; i++) {
                positions[(int) (i - first)] = at(segment, (int) (i - here));
            }
            end = Math.min(end, here);
        }
        return positions;
    }

    /** The capacity of a segment of a depth. */
    static int capacity(int depth) {
        return 1 << Math.min(depth, SHIFT_MOST);
    }

    /** The number of the first movement of a segment, from 0 on. */
    static long firstOf(int depth) {
        int small = Math.min(depth, SHIFT_MOST);
        return (1L << small) - 1 + (long) (depth - small) * SEGMENT_MOST;
    }

    long tail(long number) {
        return directory.word(placeOf(number) + 1);
    }

    long previous(long segment) {
        return segments.word(segment);
    }

    long jump(long segment) {
        return segments.word(segment + 1);
    }

    int depth(long segment) {
        return (int) (meta(segment) >>> Integer.SIZE);
    }

    int size(long segment) {
        return (int) meta(segment);
    }

    long at(long segment, int index) {
        return segments.word(segment + HEAD_WORDS + index);
    }

    /** Whether a segment of that depth can begin at a word. */
    boolean isPlace(long segment, int depth) {
        int words = HEAD_WORDS + capacity(depth);
        return segment >= RecordFile.HEADER_WORDS && segment + words <= free && words <= segments.roomBehind(segment);
    }

    /** Returns when all writes are on the disk. */
    void force() {
        directory.force();
        segments.force();
    }

    void close(long directoryEnd) {
        directory.close(directoryEnd);
        segments.close(free);
    }

    void close() {
        directory.close();
        segments.close();
    }

    private long meta(long segment) {
        return segments.word(segment + 2);
    }

    /** The jump target of a segment that follows this one. */
    long jumpOver(long segment) {
        long one = jump(segment);
        if (one == 0) {
            return segment;
        }
        long two = jump(one);
        boolean same = two != 0 && depth(segment) - depth(one) == depth(one) - depth(two);
        return same ? two : segment;
    }
}

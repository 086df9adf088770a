package org.holdfast.tracing.output.state;

import java.util.Arrays;

/**
 * Small records of a few 64-bit words, allocated and freed by number. They lie in pages: memory grows by one page
 * without a copy, and a record is not an object. Not thread-safe.
 */
public final class Cells {
    /** The number that stands for no cell. */
    public static final int NONE = 0;

    private static final int PAGE_SHIFT = 8;
    private static final int PAGE_CELLS = 1 << PAGE_SHIFT;
    private static final int FIRST_PAGES = 4;

    private final int width;
    /** The pages in order; the array grows. */
    private long[][] pages = new long[FIRST_PAGES][];

    /** The first free cell. The first word of a free cell is the number of the next free cell. */
    private int firstFree = NONE;

    /** The highest number so far. */
    private int made = NONE;

    /**
     * @param width words in a cell
     */
    public Cells(int width) {
        this.width = width;
    }

    /** Allocates a cell. Its content is undefined. */
    public int take() {
        int free = firstFree;
        if (free != NONE) {
            firstFree = (int) page(free)[at(free)];
            return free;
        }
        int cell = Math.incrementExact(made);
        made = cell;
        int page = cell >>> PAGE_SHIFT;
        if (page == pages.length) {
            pages = Arrays.copyOf(pages, 2 * page);
        }
        if (pages[page] == null) {
            pages[page] = new long[PAGE_CELLS * width];
        }
        return cell;
    }

    /** Frees a cell. */
    public void give(int cell) {
        page(cell)[at(cell)] = firstFree;
        firstFree = cell;
    }

    /** The page that holds a cell; its words begin at {@link #at}. */
    public long[] page(int cell) {
        return pages[cell >>> PAGE_SHIFT];
    }

    /** The index of the first word of a cell in its page. */
    public int at(int cell) {
        return (cell & PAGE_CELLS - 1) * width;
    }

    /** Reads a word of a cell. */
    public long get(int cell, int word) {
        return page(cell)[at(cell) + word];
    }

    /** Writes a word of a cell. */
    public void set(int cell, int word, long value) {
        page(cell)[at(cell) + word] = value;
    }

    /** The highest number so far: the count of cells if none was freed. */
    public int made() {
        return made;
    }

    /** Memory of the pages, bytes. */
    public long bytes() {
        int used = made == NONE ? 0 : (made >>> PAGE_SHIFT) + 1;
        return (long) used * PAGE_CELLS * width * Long.BYTES + (long) pages.length * Long.BYTES;
    }
}

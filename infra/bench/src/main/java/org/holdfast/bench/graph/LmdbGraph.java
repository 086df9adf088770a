package org.holdfast.bench.graph;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.output.graph.AddressLog;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.BlockSpan;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.TransactionCursor;
import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.store.address.CodedAddressLog;
import org.holdfast.tracing.store.graph.record.RecordReader;
import org.holdfast.tracing.store.graph.record.RecordWriter;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.util.lmdb.LMDB;
import org.lwjgl.util.lmdb.MDBVal;

/**
 * The same graph in LMDB: ordinal to the same record, slots inside, read where it lies in the mapped file; id to
 * ordinal. Nothing is forced while loading, and a write transaction holds several blocks: each copies the pages of the
 * trees that it changes.
 */
@SuppressWarnings("restricted")
public final class LmdbGraph implements GraphIndex, AutoCloseable {
    private static final int INPUT_BITS = 20;
    private static final int ID_BYTES = 32;
    private static final int RECORD_MAX = 16 << 20;
    private static final int MODE = 0644;
    private static final int BLOCKS_OF_A_WRITE = 16;

    private final ChainId chain;
    private final long env;
    private final int records;
    private final int ids;
    private final ByteBuffer keyBytes = MemoryUtil.memAlloc(ID_BYTES).order(ByteOrder.nativeOrder());
    private final ByteBuffer valueBytes = MemoryUtil.memAlloc(RECORD_MAX).order(ByteOrder.nativeOrder());
    private final MDBVal key = MDBVal.malloc();
    private final MDBVal value = MDBVal.malloc();
    private final RecordWriter writer = new RecordWriter(true);
    private final RecordWriter.Sources sources = new RecordWriter.Sources();
    private final RecordReader reader = new RecordReader(true);
    private final List<Segment> segments = new ArrayList<>();
    /** The ordinal of the first transaction of each block. */
    private final TreeSet<Long> firsts = new TreeSet<>();

    private long made;
    private long reading;
    private long writing;
    private int written;

    private LmdbGraph(Path folder, ChainId chain, long mapBytes) {
        this.chain = chain;
        PointerBuffer pointer = MemoryUtil.memAllocPointer(1);
        require(LMDB.mdb_env_create(pointer));
        env = pointer.get(0);
        require(LMDB.mdb_env_set_mapsize(env, mapBytes));
        require(LMDB.mdb_env_set_maxdbs(env, 2));
        int flags = LMDB.MDB_NOSYNC | LMDB.MDB_WRITEMAP | LMDB.MDB_NOTLS | LMDB.MDB_NOMEMINIT;
        require(LMDB.mdb_env_open(env, folder.toString(), flags, MODE));
        long txn = begin(0);
        IntBuffer handle = MemoryUtil.memAllocInt(1);
        require(LMDB.mdb_dbi_open(txn, "records", LMDB.MDB_CREATE | LMDB.MDB_INTEGERKEY, handle));
        records = handle.get(0);
        require(LMDB.mdb_dbi_open(txn, "ids", LMDB.MDB_CREATE, handle));
        ids = handle.get(0);
        require(LMDB.mdb_txn_commit(txn));
    }

    public static LmdbGraph open(Path folder, ChainId chain, long mapBytes) {
        return new LmdbGraph(folder, chain, mapBytes);
    }

    public void append(BlockContent block) {
        if (writing == 0) {
            writing = begin(0);
        }
        firsts.add(made + 1);
        for (BlockContent.Transaction transaction : block.transactions()) {
            append(writing, transaction);
        }
        if (++written == BLOCKS_OF_A_WRITE) {
            commit();
        }
        var first = segments.isEmpty() ? block.block() : segments.removeLast().first();
        segments.add(new Segment(first, block.block()));
    }

    private void commit() {
        if (writing != 0) {
            require(LMDB.mdb_txn_commit(writing));
            writing = 0;
            written = 0;
        }
    }

    private void append(long txn, BlockContent.Transaction transaction) {
        long ordinal = ++made;
        var spent = transaction.inputs();
        sources.begin(spent.size());
        for (int i = 0; i < spent.size(); i++) {
            long source = find(txn, spent.get(i).txId());
            if (source == ABSENT) {
                sources.unknown(i);
                continue;
            }
            int output = spent.get(i).index();
            MemorySegment found = record(txn, source);
            reader.stand(found, 0, source);
            sources.known(i, source, output, reader.outputValue(output));
            valueBytes.clear();
            MemorySegment copy = MemorySegment.ofBuffer(valueBytes).asSlice(0, found.byteSize());
            copy.copyFrom(found);
            copy.set(
                    ValueLayout.JAVA_LONG_UNALIGNED,
                    reader.slotsAtByte() + (long) output * Long.BYTES,
                    ordinal << INPUT_BITS | i);
            put(txn, records, ordinalKey(source), (int) found.byteSize(), 0);
        }
        int words = writer.write(transaction, ordinal, sources, 0);
        valueBytes.clear().put(writer.buffer(), 0, words * Long.BYTES);
        put(txn, records, ordinalKey(ordinal), words * Long.BYTES, LMDB.MDB_APPEND);
        valueBytes.clear().putLong(ordinal);
        put(txn, ids, idKey(transaction.id()), Long.BYTES, 0);
    }

    /** Brings everything to the disk, as after a load; returns the bytes of the pages in use. */
    public long finish() {
        commit();
        require(LMDB.mdb_env_sync(env, true));
        var info = org.lwjgl.util.lmdb.MDBEnvInfo.malloc();
        require(LMDB.mdb_env_info(env, info));
        long bytes = (info.me_last_pgno() + 1) * 4096;
        info.free();
        return bytes;
    }

    @Override
    public ChainId chain() {
        return chain;
    }

    @Override
    public List<Segment> segments() {
        return segments;
    }

    @Override
    public long[] resolve(List<TxId> wanted) {
        return wanted.stream().mapToLong(id -> find(readTransaction(), id)).toArray();
    }

    @Override
    public List<TransactionView> load(long[] positions) {
        var views = new ArrayList<TransactionView>(positions.length);
        for (long position : positions) {
            var cursor = new Cursor();
            cursor.moveTo(position);
            views.add(cursor);
        }
        return views;
    }

    @Override
    public TransactionCursor cursor() {
        return new Cursor();
    }

    @Override
    public BlockSpan span(long position) {
        long first = firsts.floor(position);
        Long behind = firsts.higher(position);
        return new BlockSpan(first, behind == null ? made + 1 : behind);
    }

    @Override
    public long next(long position) {
        return position < made ? position + 1 : ABSENT;
    }

    @Override
    public AddressLog addressLog() {
        return new CodedAddressLog();
    }

    @Override
    public Optional<BlockRef> block(long height) {
        return Optional.empty();
    }

    @Override
    public void close() {
        commit();
        if (reading != 0) {
            LMDB.mdb_txn_abort(reading);
        }
        LMDB.mdb_env_close(env);
        MemoryUtil.memFree(keyBytes);
        MemoryUtil.memFree(valueBytes);
    }

    private long readTransaction() {
        if (reading == 0) {
            reading = begin(LMDB.MDB_RDONLY);
        }
        return reading;
    }

    private long begin(int flags) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer pointer = stack.mallocPointer(1);
            require(LMDB.mdb_txn_begin(env, 0, flags, pointer));
            return pointer.get(0);
        }
    }

    private long find(long txn, TxId id) {
        key.mv_data(idKey(id));
        int result = LMDB.nmdb_get(txn, ids, key.address(), value.address());
        if (result == LMDB.MDB_NOTFOUND) {
            return ABSENT;
        }
        require(result);
        return MemoryUtil.memGetLong(MemoryUtil.memGetAddress(value.address() + Long.BYTES));
    }

    private MemorySegment record(long txn, long ordinal) {
        key.mv_data(ordinalKey(ordinal));
        require(LMDB.nmdb_get(txn, records, key.address(), value.address()));
        return MemorySegment.ofAddress(MemoryUtil.memGetAddress(value.address() + Long.BYTES))
                .reinterpret(MemoryUtil.memGetLong(value.address()));
    }

    private void put(long txn, int db, ByteBuffer under, int length, int flags) {
        key.mv_data(under);
        value.mv_data(valueBytes.clear().limit(length));
        require(LMDB.nmdb_put(txn, db, key.address(), value.address(), flags));
    }

    private ByteBuffer ordinalKey(long ordinal) {
        return keyBytes.clear().putLong(ordinal).flip();
    }

    private ByteBuffer idKey(TxId id) {
        return keyBytes.clear().put(id.displayBytes()).flip();
    }

    private static void require(int result) {
        if (result != LMDB.MDB_SUCCESS) {
            throw new IllegalStateException(LMDB.mdb_strerror(result));
        }
    }

    /** A record where it lies. */
    private final class Cursor extends RecordReader implements TransactionCursor {
        private MemorySegment record = MemorySegment.NULL;

        Cursor() {
            super(true);
        }

        @Override
        public void moveTo(long position) {
            record = record(readTransaction(), position);
            stand(record, 0, position);
        }

        @Override
        public long height() {
            return 0;
        }

        @Override
        public long inputSource(int input) {
            return source(input) == 0 ? ABSENT : source(input);
        }

        @Override
        public int inputSourceOutput(int input) {
            return source(input) == 0 ? 0 : sourceOutput(input);
        }

        @Override
        public long inputValue(int input) {
            return input < knownInputs() ? inputSum(input + 1) - inputSum(input) : UNKNOWN;
        }

        @Override
        public long inputSumBefore(int input) {
            return input <= knownInputs() ? inputSum(input) : UNKNOWN;
        }

        @Override
        public long spender(int output) {
            long slot = slot(output);
            return slot == 0 ? ABSENT : slot >>> INPUT_BITS;
        }

        @Override
        public int spenderInput(int output) {
            return (int) slot(output) & (1 << INPUT_BITS) - 1;
        }

        private long slot(int output) {
            return record.get(ValueLayout.JAVA_LONG_UNALIGNED, slotsAtByte() + (long) output * Long.BYTES);
        }
    }
}

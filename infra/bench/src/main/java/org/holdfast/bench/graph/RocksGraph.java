package org.holdfast.bench.graph;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.store.address.CodedAddressLog;
import org.holdfast.tracing.store.graph.record.RecordReader;
import org.holdfast.tracing.store.graph.record.RecordWriter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.StringAppendOperator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The same graph in RocksDB, in its best layout: ordinal to the same record without slots; ordinal to spends, appended
 * by a merge operator without reading; id to ordinal. Look-ups of a block and of a frontier are batched. A block cache
 * that holds everything, bloom filters, LZ4 on disk, no log while loading.
 */
public final class RocksGraph implements GraphIndex, AutoCloseable {
    private static final int BLOOM_BITS = 10;
    private static final int SPEND_BYTES = 12;
    private static final long WRITE_BUFFER = 64L << 20;

    private final ChainId chain;
    private final RocksDB db;
    private final ColumnFamilyHandle records;
    private final ColumnFamilyHandle spends;
    private final ColumnFamilyHandle ids;
    private final WriteOptions writing = new WriteOptions().setDisableWAL(true);
    private final RecordWriter writer = new RecordWriter(false);
    private final RecordWriter.Sources sources = new RecordWriter.Sources();
    private final Map<TxId, Long> fresh = new HashMap<>();
    private final Map<Long, RecordReader> read = new HashMap<>();
    private final List<Segment> segments = new ArrayList<>();
    /** The ordinal of the first transaction of each block. */
    private final TreeSet<Long> firsts = new TreeSet<>();

    private long made;

    private RocksGraph(ChainId chain, RocksDB db, List<ColumnFamilyHandle> families) {
        this.chain = chain;
        this.db = db;
        this.records = families.get(0);
        this.spends = families.get(1);
        this.ids = families.get(2);
    }

    public static RocksGraph open(Path folder, ChainId chain, long cacheBytes) throws RocksDBException {
        RocksDB.loadLibrary();
        var cache = new LRUCache(cacheBytes);
        var families = new ArrayList<ColumnFamilyHandle>();
        var db = RocksDB.open(
                new DBOptions()
                        .setCreateIfMissing(true)
                        .setCreateMissingColumnFamilies(true)
                        .setMaxBackgroundJobs(2)
                        .setMaxOpenFiles(-1),
                folder.toString(),
                List.of(
                        new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, options(cache)),
                        new ColumnFamilyDescriptor(
                                "spends".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                                options(cache).setMergeOperator(new StringAppendOperator(""))),
                        new ColumnFamilyDescriptor(
                                "ids".getBytes(java.nio.charset.StandardCharsets.US_ASCII), options(cache))),
                families);
        return new RocksGraph(chain, db, families);
    }

    /** What suits look-ups of single keys best, where all lies in the cache. */
    public static ColumnFamilyOptions options(LRUCache cache) {
        return new ColumnFamilyOptions()
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setWriteBufferSize(WRITE_BUFFER)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setFilterPolicy(new BloomFilter(BLOOM_BITS))
                        .setIndexType(IndexType.kBinarySearch)
                        .setDataBlockIndexType(org.rocksdb.DataBlockIndexType.kDataBlockBinaryAndHash));
    }

    public void append(BlockContent block) throws RocksDBException {
        fresh.clear();
        read.clear();
        long ordinal = made;
        firsts.add(made + 1);
        for (BlockContent.Transaction transaction : block.transactions()) {
            fresh.put(transaction.id(), ++ordinal);
        }
        Map<TxId, Long> older = older(block);
        try (var batch = new WriteBatch()) {
            for (BlockContent.Transaction transaction : block.transactions()) {
                append(batch, transaction, older);
            }
            db.write(writing, batch);
        }
        var last = segments.isEmpty() ? block.block() : segments.removeLast().first();
        segments.add(new Segment(last, block.block()));
    }

    private void append(WriteBatch batch, BlockContent.Transaction transaction, Map<TxId, Long> older)
            throws RocksDBException {
        long ordinal = ++made;
        var spent = transaction.inputs();
        sources.begin(spent.size());
        for (int i = 0; i < spent.size(); i++) {
            TxId id = spent.get(i).txId();
            long source = fresh.getOrDefault(id, older.getOrDefault(id, 0L));
            if (source == 0) {
                sources.unknown(i);
                continue;
            }
            int output = spent.get(i).index();
            RecordReader reader = read.get(source);
            if (reader == null) {
                throw new IllegalStateException("the record " + source + " was not read");
            }
            sources.known(i, source, output, reader.outputValue(output));
            var spend = ByteBuffer.allocate(SPEND_BYTES).putInt(output).putLong(ordinal << 20 | i);
            batch.merge(spends, key(source), spend.array());
        }
        int words = writer.write(transaction, ordinal, sources, 0);
        byte[] record = java.util.Arrays.copyOf(writer.buffer(), words * Long.BYTES);
        batch.put(records, key(ordinal), record);
        batch.put(ids, transaction.id().displayBytes(), key(ordinal));
        read.put(ordinal, reader(record, ordinal));
    }

    /** One batch for the ids of all sources that are not in the block, one for their records. */
    private Map<TxId, Long> older(BlockContent block) throws RocksDBException {
        var wanted = new ArrayList<TxId>();
        for (BlockContent.Transaction transaction : block.transactions()) {
            transaction.inputs().forEach(input -> {
                if (!fresh.containsKey(input.txId())) {
                    wanted.add(input.txId());
                }
            });
        }
        var distinct = wanted.stream().distinct().toList();
        long[] positions = resolve(distinct);
        var older = new HashMap<TxId, Long>();
        var found = new ArrayList<Long>();
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] != ABSENT) {
                older.put(distinct.get(i), positions[i]);
                found.add(positions[i]);
            }
        }
        List<byte[]> keys = found.stream().map(RocksGraph::key).toList();
        List<byte[]> values = get(records, keys);
        for (int i = 0; i < keys.size(); i++) {
            read.put(found.get(i), reader(values.get(i), found.get(i)));
        }
        return older;
    }

    /** Writes everything to files and compacts them, as after a load; returns what the files take. */
    public long finish() throws RocksDBException {
        try (var flush = new FlushOptions().setWaitForFlush(true)) {
            db.flush(flush, List.of(records, spends, ids));
        }
        long bytes = 0;
        for (ColumnFamilyHandle family : List.of(records, spends, ids)) {
            db.compactRange(family);
            bytes += db.getLongProperty(family, "rocksdb.total-sst-files-size");
        }
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
        List<byte[]> values = get(ids, wanted.stream().map(TxId::displayBytes).toList());
        return values.stream()
                .mapToLong(
                        value -> value == null ? ABSENT : ByteBuffer.wrap(value).getLong())
                .toArray();
    }

    @Override
    public List<TransactionView> load(long[] positions) {
        var keys = new ArrayList<byte[]>(positions.length);
        for (long position : positions) {
            keys.add(key(position));
        }
        List<byte[]> found = get(records, keys);
        List<byte[]> spent = get(spends, keys);
        var views = new ArrayList<TransactionView>(positions.length);
        for (int i = 0; i < positions.length; i++) {
            var view = new PeerView(spent.get(i));
            view.stand(MemorySegment.ofArray(found.get(i)), 0, positions[i]);
            views.add(view);
        }
        return views;
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
        records.close();
        spends.close();
        ids.close();
        writing.close();
        db.close();
    }

    private List<byte[]> get(ColumnFamilyHandle family, List<byte[]> keys) {
        try {
            return keys.isEmpty()
                    ? List.of()
                    : db.multiGetAsList(java.util.Collections.nCopies(keys.size(), family), keys);
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RecordReader reader(byte[] record, long ordinal) {
        var reader = new RecordReader(false);
        reader.stand(MemorySegment.ofArray(record), 0, ordinal);
        return reader;
    }

    private static byte[] key(long ordinal) {
        return ByteBuffer.allocate(Long.BYTES).putLong(ordinal).array();
    }
}

package org.holdfast.chain.app.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.holdfast.chain.spi.Places;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.TxId;
import org.holdfast.records.Topics;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.records.chain.v1.UtxoTransactions;
import org.jspecify.annotations.Nullable;

/** Blocks as they stand on the topic of a chain, found again for evidence. */
public final class KafkaStoredBlocks {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int EMPTY_POLLS_MAX = 60;

    /**
     * What a proof of inclusion is made from.
     *
     * @param header as it was hashed
     * @param txids all transactions in block order
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    public record StoredBlock(BlockRef ref, byte[] header, List<TxId> txids) {
        public StoredBlock {
            txids = List.copyOf(txids);
        }
    }

    private final Map<String, StoredBlock> found = new HashMap<>();
    private final Set<TxId> wanted;
    private @Nullable BlockOpened opened;
    private List<TxId> txids = new ArrayList<>();

    private KafkaStoredBlocks(Set<TxId> wanted) {
        this.wanted = wanted;
    }

    /**
     * The block of the active chain that holds all of these transactions. Reads the topic from its beginning, so the
     * time grows with the chain.
     *
     * @throws KafkaUnavailableException if the broker does not answer
     */
    public static Optional<StoredBlock> holding(String bootstrap, ChainId chain, Set<TxId> wanted) {
        var place = new TopicPartition(Topics.chainBlocks(chain), 0);
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
        var blocks = new KafkaStoredBlocks(Set.copyOf(wanted));
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            long end =
                    Objects.requireNonNull(consumer.endOffsets(List.of(place)).get(place));
            int empty = 0;
            while (consumer.position(place) < end) {
                var records = consumer.poll(POLL);
                empty = records.isEmpty() ? empty + 1 : 0;
                if (empty > EMPTY_POLLS_MAX) {
                    throw new KafkaUnavailableException(
                            "the blocks of " + chain + " cannot be read to their end", null);
                }
                for (var record : records) {
                    blocks.take(ChainRecord.parseFrom(record.value()));
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a record on the topic of " + chain + " cannot be read", e);
        } catch (KafkaException e) {
            throw new KafkaUnavailableException("the broker does not answer at " + bootstrap, e);
        }
        return blocks.found.values().stream().findFirst();
    }

    private void take(ChainRecord record) {
        switch (record.getRecordCase()) {
            case OPENED -> {
                opened = record.getOpened();
                txids = new ArrayList<>();
            }
            case UTXO_TRANSACTIONS -> add(record.getUtxoTransactions());
            case SEALED -> seal();
            case RETRACTED ->
                found.remove(Places.ref(record.getRetracted().getBlock()).toString());
            case ACCOUNT_TRANSACTIONS, RECORD_NOT_SET -> {
                // Transactions of accounts are proven by their own tries; an empty record holds none.
            }
        }
    }

    private void add(UtxoTransactions batch) {
        batch.getTransactionsList()
                .forEach(transaction ->
                        txids.add(TxId.ofDisplayBytes(transaction.getTxid().toByteArray())));
    }

    private void seal() {
        BlockOpened block = Objects.requireNonNull(opened);
        if (new HashSet<>(txids).containsAll(wanted)) {
            BlockRef ref = Places.ref(block.getBlock());
            found.put(ref.toString(), new StoredBlock(ref, block.getRawHeader().toByteArray(), txids));
        }
        opened = null;
    }
}

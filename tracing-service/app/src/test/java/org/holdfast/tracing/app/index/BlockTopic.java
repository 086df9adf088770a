package org.holdfast.tracing.app.index;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.TxId;
import org.holdfast.records.Topics;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockPlace;
import org.holdfast.records.chain.v1.BlockRetracted;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.records.chain.v1.UtxoInput;
import org.holdfast.records.chain.v1.UtxoOutput;
import org.holdfast.records.chain.v1.UtxoTransaction;
import org.holdfast.records.chain.v1.UtxoTransactions;
import org.holdfast.testservers.TestServers;

/** The topic of one small chain, written as an adapter writes it. Ids are made of short names. */
public final class BlockTopic {
    private final String kafka;
    private final ChainId chain;
    private long timeSeconds;

    /** The topic on the broker that all tests share. */
    public BlockTopic(ChainId chain) {
        this(TestServers.kafka(), chain);
    }

    public BlockTopic(String kafka, ChainId chain) {
        this.kafka = kafka;
        this.chain = chain;
    }

    /** The id that a name stands for. */
    public static String id(String name) {
        return TxId.ofDisplayBytes(bytes(name).toByteArray()).toString();
    }

    public static ByteString bytes(String name) {
        byte[] hash = new byte[32];
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, hash, 32 - text.length, text.length);
        hash[0] = 1;
        return ByteString.copyFrom(hash);
    }

    /** A transaction; inputs as {@code name:output}, outputs as {@code value@address}. */
    public static UtxoTransaction transaction(String name, List<String> inputs, String... outputs) {
        var transaction = UtxoTransaction.newBuilder().setTxid(bytes(name)).setCoinbase(inputs.isEmpty());
        for (String input : inputs) {
            String[] parts = input.split(":", 2);
            transaction.addInputs(UtxoInput.newBuilder()
                    .setPreviousTxid(bytes(parts[0]))
                    .setPreviousIndex(Integer.parseInt(parts[1])));
        }
        for (String output : outputs) {
            String[] parts = output.split("@", 2);
            transaction.addOutputs(
                    UtxoOutput.newBuilder().setValue(Long.parseLong(parts[0])).setAddress(parts[1]));
        }
        return transaction.build();
    }

    /** Gives a time to the blocks after it; without one they are of 1970. */
    public BlockTopic at(Instant time) {
        timeSeconds = time.getEpochSecond();
        return this;
    }

    /** The records of a block. */
    public List<ChainRecord> block(long height, String name, String parent, UtxoTransaction... transactions) {
        var place = place(height, name);
        long inputs = Arrays.stream(transactions)
                .mapToLong(UtxoTransaction::getInputsCount)
                .sum();
        long outputs = Arrays.stream(transactions)
                .mapToLong(UtxoTransaction::getOutputsCount)
                .sum();
        long sum = Arrays.stream(transactions)
                .flatMap(transaction -> transaction.getOutputsList().stream())
                .mapToLong(UtxoOutput::getValue)
                .sum();
        return List.of(
                ChainRecord.newBuilder()
                        .setOpened(BlockOpened.newBuilder()
                                .setChain(chain.text())
                                .setBlock(place)
                                .setParentHash(bytes(parent))
                                .setSegmentStart(parent.isEmpty())
                                .setTimeSeconds(timeSeconds)
                                .setTransactionCount(transactions.length))
                        .build(),
                ChainRecord.newBuilder()
                        .setUtxoTransactions(
                                UtxoTransactions.newBuilder().setBlock(place).addAllTransactions(List.of(transactions)))
                        .build(),
                ChainRecord.newBuilder()
                        .setSealed(BlockSealed.newBuilder()
                                .setBlock(place)
                                .setTransactionCount(transactions.length)
                                .setInputCount(inputs)
                                .setOutputCount(outputs)
                                .setOutputSum(Long.toString(sum)))
                        .build());
    }

    /** The same block, whose difficulty could not be checked. */
    public static List<ChainRecord> unchecked(List<ChainRecord> block) {
        var records = new ArrayList<>(block);
        BlockSealed.Builder sealed =
                records.removeLast().getSealed().toBuilder().setDifficultyUnchecked(true);
        records.add(ChainRecord.newBuilder().setSealed(sealed).build());
        return records;
    }

    /** The records of a block with nothing but what its miner made. */
    public List<ChainRecord> mined(long height, String name, String parent) {
        return block(height, name, parent, transaction("m" + name, List.of(), "50@miner"));
    }

    public static ChainRecord retracted(long height, String name, String parent) {
        return retracted(height, name, height - 1, parent);
    }

    /** The same where a gap below the block remains. */
    public static ChainRecord retracted(long height, String name, long parentHeight, String parent) {
        return ChainRecord.newBuilder()
                .setRetracted(BlockRetracted.newBuilder()
                        .setBlock(place(height, name))
                        .setParent(place(parentHeight, parent))
                        .setReason("a longer branch"))
                .build();
    }

    private static BlockPlace place(long height, String name) {
        return BlockPlace.newBuilder().setHeight(height).setHash(bytes(name)).build();
    }

    /** Makes the topics of chains that no service has made yet. */
    public static void make(List<ChainId> chains) {
        make(TestServers.kafka(), chains);
    }

    /** The same on a broker of the test's own. */
    public static void make(String kafka, List<ChainId> chains) {
        var topics = chains.stream()
                .map(chain -> new NewTopic(Topics.chainBlocks(chain), 1, (short) 1))
                .toList();
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.createTopics(topics).all().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends two blocks. */
    public void send(List<ChainRecord> first, List<ChainRecord> second) {
        send(first);
        send(second);
    }

    /** Sends records in order and waits until the broker has them. */
    public void send(List<ChainRecord> records) {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka, "acks", "all");
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            send(producer, records);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends records as adapters do: in one transaction, which leaves a marker on the topic after them. */
    public void commit(List<ChainRecord> records) {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka, "transactional.id", "test-" + chain.namePart());
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, records);
            producer.commitTransaction();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(KafkaProducer<byte[], byte[]> producer, List<ChainRecord> records) throws Exception {
        var sent = records.stream()
                .map(record -> producer.send(new ProducerRecord<>(
                        Topics.chainBlocks(chain), 0, new byte[Hash256.BYTES], record.toByteArray())))
                .toList();
        producer.flush();
        for (var one : sent) {
            one.get(30, TimeUnit.SECONDS);
        }
    }
}

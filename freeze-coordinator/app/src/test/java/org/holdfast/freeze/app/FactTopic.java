package org.holdfast.freeze.app;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.holdfast.primitives.chain.BitcoinAddresses;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.records.Topics;
import org.holdfast.records.tracing.v1.Attribution;
import org.holdfast.records.tracing.v1.FactRestored;
import org.holdfast.records.tracing.v1.FactSuspended;
import org.holdfast.records.tracing.v1.FactWithdrawn;
import org.holdfast.records.tracing.v1.ReachedOutput;
import org.holdfast.records.tracing.v1.RestoredTransaction;
import org.holdfast.records.tracing.v1.TracingFact;
import org.holdfast.records.tracing.v1.ValueReachedService;
import org.holdfast.records.tracing.v1.WithdrawalCause;
import org.holdfast.testservers.TestServers;

/** Sends facts as tracing does. */
public final class FactTopic {
    private FactTopic() {}

    public static void send(byte[] record) {
        send(TestServers.kafka(), record);
    }

    /** Sends to a broker of the test's own. */
    public static void send(String kafka, byte[] record) {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka, "acks", "all");
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.TRACING_FACTS, 0, "case".getBytes(StandardCharsets.UTF_8), record))
                    .get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public static TracingFact reached(String factId, String caseId, String vasp) {
        return TracingFact.newBuilder()
                .setFactId(factId)
                .setCaseId(caseId)
                .setRecordedAt("2026-03-02T08:00:00Z")
                .setRequestedBy("drafter")
                .setValueReachedService(ValueReachedService.newBuilder()
                        .setTraceId("trace-1")
                        .setTraceDigest("ab".repeat(32))
                        .setPolicy("fifo")
                        .setAsset("bip122:0f9188f13cb7b2c71f2a335e3a4fc328/slip44:1")
                        .setVaspId(vasp)
                        .setAttribution(Attribution.newBuilder()
                                .setLabelId("label-1")
                                .setSource("test")
                                .setConfidencePerMille(900))
                        .addOutputs(output(0, 700, 1_000))
                        .addOutputs(output(1, 300, 300))
                        .setTracedTotal("1000"))
                .build();
    }

    /** A fact that names output {@code i} with the traced part {@code traced[i]}; 0 leaves an output out. */
    public static TracingFact reaching(String factId, String caseId, String vasp, long... traced) {
        return reaching(
                factId,
                caseId,
                vasp,
                Arrays.stream(traced).mapToObj(Long::toString).toArray(String[]::new));
    }

    public static TracingFact reaching(String factId, String caseId, String vasp, String... traced) {
        TracingFact fact = reached(factId, caseId, vasp);
        var reached = fact.getValueReachedService().toBuilder().clearOutputs();
        BigInteger total = BigInteger.ZERO;
        for (int i = 0; i < traced.length; i++) {
            total = total.add(new BigInteger(traced[i]));
            if (!traced[i].equals("0")) {
                reached.addOutputs(
                        output(i, 1, 1).toBuilder().setTraced(traced[i]).setValue(traced[i]));
            }
        }
        return fact.toBuilder()
                .setValueReachedService(reached.setTracedTotal(total.toString()))
                .build();
    }

    private static ReachedOutput output(int index, long traced, long value) {
        return ReachedOutput.newBuilder()
                .setOutpoint("cd".repeat(32) + ":" + index)
                .setAddress(address(index))
                .setBlockHeight(5)
                .setValue(Long.toString(value))
                .setTraced(Long.toString(traced))
                .build();
    }

    private static String address(int number) {
        var addresses = (BitcoinAddresses) Chains.named("regtest").addresses();
        byte[] program = new byte[20];
        program[0] = (byte) number;
        return addresses.ofWitness(0, program);
    }

    public static TracingFact withdrawn(String factId, String caseId, String withdrawn) {
        return withdrawn(factId, caseId, withdrawn, "a reorg took the block");
    }

    public static TracingFact withdrawn(String factId, String caseId, String withdrawn, String reason) {
        return TracingFact.newBuilder()
                .setFactId(factId)
                .setCaseId(caseId)
                .setFactWithdrawn(FactWithdrawn.newBuilder()
                        .setWithdrawnFactId(withdrawn)
                        .setCause(WithdrawalCause.WITHDRAWAL_CAUSE_CONFLICT)
                        .setReason(reason))
                .build();
    }

    /** A fact whose outputs stand in a block of that height, traced under that tip. */
    public static TracingFact confirmed(TracingFact fact, int height, int tip) {
        var reached =
                fact.getValueReachedService().toBuilder().setTipHeight(tip).setTipHash(hash(0x0d));
        for (int i = 0; i < reached.getOutputsCount(); i++) {
            reached.setOutputs(
                    i, reached.getOutputs(i).toBuilder().setBlockHeight(height).setBlockHash(hash(0x0a)));
        }
        return fact.toBuilder().setValueReachedService(reached).build();
    }

    /** The transaction of all outputs stands in no block. */
    public static TracingFact suspended(String factId, String caseId, String suspended) {
        return TracingFact.newBuilder()
                .setFactId(factId)
                .setCaseId(caseId)
                .setFactSuspended(FactSuspended.newBuilder()
                        .setSuspendedFactId(suspended)
                        .addTxids(hash(0xcd))
                        .setReason("a reorg took the block")
                        .setDecidedBy("2026-03-03T09:00:00Z"))
                .build();
    }

    /** The transaction of all outputs stands in block 6, under the tip 7. */
    public static TracingFact restored(String factId, String caseId, String restored) {
        return TracingFact.newBuilder()
                .setFactId(factId)
                .setCaseId(caseId)
                .setFactRestored(FactRestored.newBuilder()
                        .setRestoredFactId(restored)
                        .addTransactions(RestoredTransaction.newBuilder()
                                .setTxid(hash(0xcd))
                                .setBlockHeight(6)
                                .setBlockHash(hash(0x0b)))
                        .setTipHeight(7)
                        .setTipHash(hash(0x0c)))
                .build();
    }

    private static ByteString hash(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return ByteString.copyFrom(bytes);
    }
}

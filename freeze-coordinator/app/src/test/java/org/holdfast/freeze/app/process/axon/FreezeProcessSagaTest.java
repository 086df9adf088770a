package org.holdfast.freeze.app.process.axon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.holdfast.freeze.app.aggregate.StoredNames;
import org.holdfast.freeze.app.aggregate.axon.EventSerializer;
import org.holdfast.freeze.app.process.RunningClock;
import org.holdfast.freeze.app.process.ScheduledClock;
import org.holdfast.freeze.coverage.CoverageKey;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.VaspId;
import org.holdfast.testkit.GoldenFile;
import org.junit.jupiter.api.Test;

/** Every stored form of a process: one clock in revision 1, any number in revision 2, the coverage in revision 3. */
class FreezeProcessSagaTest {
    private static final Serializer SERIALIZER = EventSerializer.of(new StoredNames(List.of(FreezeProcessSaga.STORED)));
    private static final Instant DUE = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void writesSeveralClocksAsPinned() {
        var saga = FreezeProcessSaga.stored(
                "hold-1",
                List.of(
                        new ScheduledClock(new RunningClock("acknowledgement", 1, DUE), "entry-1"),
                        new ScheduledClock(new RunningClock("term", 0, DUE.plusSeconds(60)), "entry-2")),
                null,
                null,
                new CoverageKey(
                        new CaseId("case-1"),
                        new VaspId("exchange-a"),
                        Chains.named("mainnet").nativeAsset().id()));
        SerializedObject<String> stored = SERIALIZER.serialize(saga, String.class);
        assertThat(stored.getType().getName()).isEqualTo("process.FreezeProcess");
        assertThat(stored.getType().getRevision()).isEqualTo("3");
        GoldenFile.assertText("processes/process.FreezeProcess.3.json", stored.getData());
        assertThat(written(read(stored.getData(), "3"))).isEqualTo(stored.getData());
    }

    @Test
    void readsTheClocksOfRevision2() throws Exception {
        String old = golden("process.FreezeProcess.2.json");
        assertThat(written(read(old, "2"))).isEqualTo(old.replaceAll("}$", ",\"coverage\":null}"));
    }

    @Test
    void readsTheOneClockOfRevision1() throws Exception {
        Object saga = read(golden("process.FreezeProcess.1.json"), "1");
        assertThat(written(saga))
                .isEqualTo("{\"holdId\":\"hold-1\",\"clocks\":[{\"clock\":{\"kind\":\"acknowledgement\",\"round\":1,"
                        + "\"due\":\"2026-03-02T10:00:08.306267164Z\"},"
                        + "\"schedule\":\"332cf386-5e12-4166-a2a5-fe50193198d2\"}],\"coverage\":null}");
    }

    @Test
    void readsRevision1WithoutAClock() {
        assertThat(written(read("{\"holdId\":\"hold-1\",\"clock\":null,\"schedule\":null}", "1")))
                .isEqualTo("{\"holdId\":\"hold-1\",\"clocks\":[],\"coverage\":null}");
    }

    private static String golden(String name) throws Exception {
        return Files.readString(Path.of("src/test/resources/golden/processes").resolve(name));
    }

    private static Object read(String json, String revision) {
        return SERIALIZER.deserialize(
                new SimpleSerializedObject<>(json, String.class, "process.FreezeProcess", revision));
    }

    private static String written(Object saga) {
        return SERIALIZER.serialize(saga, String.class).getData();
    }
}

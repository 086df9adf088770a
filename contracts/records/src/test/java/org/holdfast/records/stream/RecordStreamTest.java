package org.holdfast.records.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.testkit.GoldenFile;
import org.junit.jupiter.api.Test;

/** Whatever happens to a stream on its way, its reader either has every record or says that it has not. */
class RecordStreamTest {
    private static final int FORM_BYTES = 8;

    @Test
    void bringsKeysAndValuesAcrossByteForByte() throws Exception {
        assertThat(read(stream("a", "", "ccc"))).containsExactly("key=a", "key=", "key=ccc");
        assertThat(read(stream())).isEmpty();
    }

    @Test
    void isPinned() throws Exception {
        GoldenFile.assertBytes("record-stream.v1.bin", stream("first", "second"));
    }

    @Test
    void cutAnywhereItIsCutOff() throws Exception {
        byte[] whole = stream("first", "second");
        for (int length = 0; length < whole.length; length++) {
            assertThat(code(Arrays.copyOf(whole, length)))
                    .as("%d bytes", length)
                    .isEqualTo("records.stream.cut-off");
        }
    }

    @Test
    void anyFlippedBitIsSeen() throws Exception {
        byte[] whole = stream("first", "second");
        for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
            byte[] bad = whole.clone();
            bad[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(code(bad))
                    .as("bit %d", bit)
                    .isIn(
                            bit < FORM_BYTES * Byte.SIZE
                                    ? List.of("records.stream.unknown-form")
                                    // A length that grew reaches past the end.
                                    : List.of("records.stream.damaged", "records.stream.cut-off"));
        }
    }

    @Test
    void aFrameThatIsLeftOutOrDoubledIsSeen() throws Exception {
        int frame = (stream("one!", "two!").length - stream().length) / 2;
        byte[] whole = stream("one!", "two!");
        byte[] head = Arrays.copyOf(whole, FORM_BYTES + frame);
        byte[] first = Arrays.copyOfRange(whole, FORM_BYTES, FORM_BYTES + frame);
        byte[] tail = Arrays.copyOfRange(whole, FORM_BYTES + frame, whole.length);
        byte[] end = Arrays.copyOfRange(whole, FORM_BYTES + 2 * frame, whole.length);
        assertThat(read(joined(head, tail))).hasSize(2);
        assertThat(code(joined(head, first, tail))).isEqualTo("records.stream.damaged");
        assertThat(code(joined(head, end))).isEqualTo("records.stream.damaged");
        assertThat(code(joined(Arrays.copyOf(whole, FORM_BYTES), tail))).isEqualTo("records.stream.damaged");
        assertThat(code(joined(whole, new byte[1]))).isEqualTo("records.stream.damaged");
    }

    @Test
    void aLengthIsBoundedBeforeAnythingIsTakenForIt() throws Exception {
        byte[] bad = stream("first");
        bad[FORM_BYTES + 1 + Integer.BYTES] = 0x7F;
        assertThat(code(bad)).isEqualTo("records.stream.damaged");
        var writer = new RecordStreamWriter(new ByteArrayOutputStream());
        assertThatThrownBy(() -> writer.record(new byte[32], new byte[(8 << 20) + 1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWriterThatGivesUpIsToldFromOneThatWasCutOff() throws Exception {
        var out = new ByteArrayOutputStream();
        var writer = new RecordStreamWriter(out);
        writer.record(bytes("key"), bytes("value"));
        writer.abandon();
        assertThatThrownBy(() -> read(out.toByteArray())).isInstanceOf(RecordStreamAbandonedException.class);
    }

    private static byte[] stream(String... values) throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new RecordStreamWriter(out);
        for (String value : values) {
            writer.record(bytes("key"), bytes(value));
        }
        writer.end();
        return out.toByteArray();
    }

    private static List<String> read(byte[] stream) {
        var reader = new RecordStreamReader(new ByteArrayInputStream(stream));
        var found = new ArrayList<String>();
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            found.add(text(next.get().key()) + "=" + text(next.get().value()));
        }
        return found;
    }

    private static String code(byte[] stream) {
        try {
            return "none, read " + read(stream);
        } catch (InputFaultException e) {
            return e.fault().code();
        }
    }

    private static byte[] joined(byte[]... parts) throws IOException {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.write(part);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}

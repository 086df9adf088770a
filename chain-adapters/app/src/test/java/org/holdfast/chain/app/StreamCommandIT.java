package org.holdfast.chain.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.holdfast.chain.app.kafka.TopicReader;
import org.holdfast.chain.app.stream.StreamReaderGoneException;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.file.ImportRequest;
import org.holdfast.chain.bitcoin.header.Checkpoints;
import org.holdfast.generators.DemoChain;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.records.stream.RecordStreamAbandonedException;
import org.holdfast.records.stream.RecordStreamReader;
import org.holdfast.servers.KafkaBroker;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.ServerBinaries;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the stream of a set of files with the topic that an import of the same files writes. */
class StreamCommandIT {
    private static final HexFormat HEX = HexFormat.of();

    @TempDir
    private static Path folder;

    private static Path file;

    @BeforeAll
    static void writeAChain() throws IOException {
        DemoChain.write(folder);
        file = folder.resolve("blk00000.dat");
    }

    /** More than a hundred blocks, so that seals name final ones. */
    @Test
    void hasTheKeysAndValuesThatAnImportPublishes() throws Exception {
        // A broker of its own: other tests follow another chain of this network into the one that is shared.
        List<String> published;
        try (var broker = ownBroker()) {
            var said = new StringWriter();
            int exit = ChainAdapter.commandLine()
                    .setOut(new PrintWriter(said))
                    .execute("import", "--chain", "regtest", "--kafka", broker.bootstrap(), file.toString());
            assertThat(exit).as(said.toString()).isZero();
            assertThat(said.toString()).contains("published 1");
            published = TopicReader.raw(broker.bootstrap(), BitcoinNetwork.REGTEST.chain()).stream()
                    .map(record -> HEX.formatHex(record.key()) + " " + HEX.formatHex(record.value()))
                    .toList();
        }
        assertThat(published).hasSizeGreaterThan(300);
        assertThat(read(streamed(file))).isEqualTo(published);
    }

    @Test
    void aBlockThatDoesNotHoldIsRefusedAndTheStreamSaysThatNoMoreWillCome() throws Exception {
        byte[] bad = Files.readAllBytes(file);
        bad[bad.length - 30] ^= 1;
        Path flipped = Files.write(folder.resolve("flipped.bad"), bad);
        var out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> StreamCommand.stream("regtest", new ImportRequest(List.of(flipped)), out, silence()))
                .isInstanceOfSatisfying(
                        InputFaultException.class,
                        e -> assertThat(e.fault().code()).isEqualTo("bitcoin.block.merkle-root-mismatch"));
        assertThatThrownBy(() -> read(out.toByteArray())).isInstanceOf(RecordStreamAbandonedException.class);
    }

    @Test
    void aHeightThatNoFileTellsComesFromTheOperator() throws Exception {
        Path part = Files.write(folder.resolve("part.blocks"), fromBlock(5, Files.readAllBytes(file)));
        var out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> StreamCommand.stream("regtest", new ImportRequest(List.of(part)), out, silence()))
                .hasMessageContaining("bitcoin.import.height-unknown");
        var at = new ImportRequest(List.of(part), Checkpoints.none(), OptionalLong.of(5));
        List<String> whole = read(streamed(file));
        List<String> above = read(streamed(at));
        assertThat(above).isNotEmpty().hasSizeLessThan(whole.size());
        // Heights of blocks are in the keys and values.
        assertThat(whole).endsWith(above.getLast());
    }

    @Test
    void anUnknownNetworkIsSaidOnTheStreamToo() {
        var out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> StreamCommand.stream("moonnet", new ImportRequest(List.of(file)), out, silence()))
                .isInstanceOf(InputFaultException.class);
        assertThatThrownBy(() -> read(out.toByteArray())).isInstanceOf(RecordStreamAbandonedException.class);
    }

    @Test
    void endsWhereNobodyReadsAnyMore() {
        var gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        assertThatThrownBy(() -> StreamCommand.stream("regtest", new ImportRequest(List.of(file)), gone, silence()))
                .isInstanceOf(StreamReaderGoneException.class);
    }

    private static KafkaBroker ownBroker() {
        Path home = Path.of(System.getProperty("holdfast.home")).toAbsolutePath();
        String cluster = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[16]);
        return KafkaBroker.start(
                ServerBinaries.below(home), folder.resolve("kafka"), LoopbackPort.free(), () -> cluster);
    }

    private static byte[] streamed(Path source) throws InterruptedException {
        return streamed(new ImportRequest(List.of(source)));
    }

    private static byte[] streamed(ImportRequest request) throws InterruptedException {
        var out = new ByteArrayOutputStream();
        StreamCommand.stream("regtest", request, out, silence());
        return out.toByteArray();
    }

    /** The rest of a block file: each block follows four bytes of magic and its size. */
    private static byte[] fromBlock(int height, byte[] blocks) {
        var left = ByteBuffer.wrap(blocks).order(ByteOrder.LITTLE_ENDIAN);
        for (int n = 0; n < height; n++) {
            int size = left.getInt(left.position() + Integer.BYTES);
            left.position(left.position() + 2 * Integer.BYTES + size);
        }
        return Arrays.copyOfRange(blocks, left.position(), blocks.length);
    }

    private static List<String> read(byte[] stream) {
        var reader = new RecordStreamReader(new ByteArrayInputStream(stream));
        var found = new ArrayList<String>();
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            found.add(HEX.formatHex(next.get().key()) + " "
                    + HEX.formatHex(next.get().value()));
        }
        return found;
    }

    private static PrintWriter silence() {
        return new PrintWriter(new StringWriter());
    }
}

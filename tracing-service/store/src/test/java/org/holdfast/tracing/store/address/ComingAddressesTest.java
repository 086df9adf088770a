package org.holdfast.tracing.store.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.output.graph.BlockContent;
import org.junit.jupiter.api.Test;

/** The codes of a part are those of its addresses, in order, in whichever thread it is coded. */
class ComingAddressesTest {
    private static final int SIZE = 16;
    private static final int ROUNDS = 200;

    private static BlockContent.Transaction transaction(Random random, int outputs) {
        var paid = new ArrayList<BlockContent.Output>();
        for (int i = 0; i < outputs; i++) {
            String address = switch (random.nextInt(5)) {
                case 0 -> "";
                case 1 -> "1BoatSLRHtKNngkdXEeobR76b53LETtpyT";
                case 2 -> "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
                case 3 -> "short";
                default -> "x".repeat(random.nextInt(400)) + "\u00fc";
            };
            paid.add(new BlockContent.Output(1, address, false));
        }
        var id = new TxId(new Hash256(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()));
        return new BlockContent.Transaction(id, true, List.of(), paid);
    }

    private static List<BlockContent.Transaction> transactions(Random random, int count) {
        var made = new ArrayList<BlockContent.Transaction>();
        for (int i = 0; i < count; i++) {
            made.add(transaction(random, 1 + random.nextInt(5)));
        }
        return made;
    }

    private static void isCoded(ComingAddresses coming, List<BlockContent.Transaction> transactions) {
        for (int i = 0; i < transactions.size(); i++) {
            CodedAddresses part = coming.part(i / SIZE);
            int number = part.first(i % SIZE);
            int room = 0;
            for (BlockContent.Output output : transactions.get(i).outputs()) {
                byte[] expected = new byte[AddressCode.roomFor(output.address())];
                int length = AddressCode.write(output.address(), expected, 0);
                assertThat(part.length(number)).isEqualTo(length);
                for (int k = 0; k < length; k++) {
                    assertThat(part.bytes()[part.start(number) + k]).isEqualTo(expected[k]);
                }
                assertThat(part.hash(number))
                        .isEqualTo(length < SeenAddresses.LENGTH_LEAST ? 0 : SeenAddresses.hash(expected, 0, length));
                room += expected.length;
                number++;
            }
            assertThat(part.room(i % SIZE)).isEqualTo(room);
            assertThat(part.first(i % SIZE + 1)).isEqualTo(number);
        }
    }

    @Test
    void isCodedByWhoNeedsIt() {
        List<BlockContent.Transaction> transactions = transactions(new Random(3), 100);
        var coming = new ComingAddresses(transactions, SIZE);

        isCoded(coming, transactions);
        assertThat(coming.count()).isEqualTo(7);
    }

    @Test
    void isCodedByOthers() {
        List<BlockContent.Transaction> transactions = transactions(new Random(4), 100);
        var coming = new ComingAddresses(transactions, SIZE);
        coming.run();

        isCoded(coming, transactions);
    }

    /** Several threads begin at once, and each sees every part whole, the same one as all others. */
    @Test
    void isTheSameForAllWhileMoreThanOneCodes() throws Exception {
        var random = new Random(5);
        try (var threads = Executors.newFixedThreadPool(3)) {
            for (int round = 0; round < ROUNDS; round++) {
                List<BlockContent.Transaction> transactions = transactions(random, 10 * SIZE);
                var coming = new ComingAddresses(transactions, SIZE);
                var begin = new CountDownLatch(1);
                List<Future<?>> others = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    boolean reads = i == 0;
                    others.add(threads.submit(() -> {
                        begin.await();
                        if (reads) {
                            isCoded(coming, transactions);
                        } else {
                            coming.run();
                        }
                        return true;
                    }));
                }
                begin.countDown();
                isCoded(coming, transactions);
                for (Future<?> other : others) {
                    other.get();
                }
            }
        }
    }

    /** The other thread meets the fault first; the thread that needs the part gets it too, and none waits. */
    @Test
    void aFaultIsToldToWhoNeedsThePart() throws Exception {
        var transactions = new ArrayList<>(transactions(new Random(6), 3 * SIZE));
        var tooLong = new BlockContent.Output(1, "y".repeat(AddressCode.LENGTH_MAX + 1), false);
        var id = new TxId(new Hash256(1, 2, 3, 4));
        transactions.set(SIZE, new BlockContent.Transaction(id, true, List.of(), List.of(tooLong)));
        var coming = new ComingAddresses(transactions, SIZE);
        try (var thread = Executors.newSingleThreadExecutor()) {
            Future<?> other = thread.submit(coming);
            assertThatThrownBy(other::get).isInstanceOf(ExecutionException.class);
        }

        assertThat(coming.part(0)).isNotNull();
        assertThatThrownBy(() -> coming.part(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> coming.part(1)).isInstanceOf(IllegalStateException.class);
        assertThat(coming.part(2)).isNotNull();
    }
}

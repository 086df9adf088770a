package org.holdfast.tracing.output.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PositionHeapTest {
    @Test
    void takesInOrderWhateverIsPutInMeanwhile() {
        var random = new Random(3);
        for (int round = 0; round < 200; round++) {
            var heap = new PositionHeap();
            var plain = new PriorityQueue<Long>();
            long last = 0;
            long range = 1L << (1 + random.nextInt(40));
            for (int i = 0; i < 500; i++) {
                if (plain.isEmpty() || random.nextInt(5) < 3) {
                    long position = last + random.nextLong(range);
                    heap.add(position, (int) (position % 1_000));
                    plain.add(position);
                } else {
                    assertThat(heap.least()).isEqualTo(plain.peek());
                    last = plain.remove();
                    assertThat(heap.first()).isEqualTo(last);
                    assertThat(heap.take()).isEqualTo((int) (last % 1_000));
                    Long next = plain.peek();
                    assertThat(heap.hasMoreAt(last)).isEqualTo(next != null && next == last);
                }
                assertThat(heap.size()).isEqualTo(plain.size());
                assertThat(heap.peek(new long[1_000])).isEqualTo(plain.size());
            }
        }
    }

    @Test
    void tellsTheLeastWithoutGoingThere() {
        var heap = new PositionHeap();
        heap.add(70_000, 1);
        assertThat(heap.least()).isEqualTo(70_000);
        heap.add(300, 2);
        assertThat(heap.least()).isEqualTo(300);
        assertThat(heap.take()).isEqualTo(2);
        assertThatThrownBy(() -> new PositionHeap().least()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesToGoBack() {
        var heap = new PositionHeap();
        heap.add(9, 0);
        heap.take();
        assertThatThrownBy(() -> heap.add(8, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(heap::take).isInstanceOf(IllegalStateException.class);
    }
}

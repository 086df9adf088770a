package org.holdfast.tracing.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.block.Segment;
import org.junit.jupiter.api.Test;

/** What every index does, whatever its model of value and its storage. */
public abstract class IndexStoreContract<B extends IndexBlock, S extends IndexStore<B, ?>> {
    protected abstract S open();

    /** A block with a transaction; {@code start} says that its parent is unknown. */
    protected abstract B next(long height, boolean start);

    @Test
    void refusesABlockThatDoesNotContinueTheChain() {
        try (S store = open()) {
            store.append(next(5, true), 1);
            refuses(() -> store.append(next(7, false), 2), "tracing.block.not-next");
            refuses(() -> store.append(next(5, true), 2), "tracing.block.overlaps");
            refuses(() -> store.append(next(3, true), 2), "tracing.block.not-next");
            assertThat(store.feedOffset()).isEqualTo(1);
        }
    }

    @Test
    void aBlockWhoseParentIsTheTipContinuesTheRunWhateverItSaysOfItself() {
        try (S store = open()) {
            store.append(next(5, true), 1);
            store.append(next(6, true), 2);
            store.append(next(8, true), 3);
            try (IndexSnapshot snapshot = store.snapshot()) {
                assertThat(snapshot.segments())
                        .containsExactly(
                                new Segment(next(5, true).block(), next(6, true).block()),
                                new Segment(next(8, true).block(), next(8, true).block()));
            }
        }
    }

    @Test
    void refusesToRetractAnythingButTheTip() {
        try (S store = open()) {
            store.append(next(5, true), 1);
            store.append(next(6, false), 2);
            refuses(() -> store.retract(next(5, true).block(), 3), "tracing.block.not-tip");
            refuses(() -> store.retract(next(7, true).block(), 3), "tracing.block.not-tip");
            assertThat(store.feedOffset()).isEqualTo(2);
        }
    }

    @Test
    void knowsItsBlocksAndTheFeedsNextPlace() {
        try (S store = open()) {
            assertThat(store.feedOffset()).isZero();
            for (long height = 5; height < 8; height++) {
                store.append(next(height, height == 5), height);
            }
            store.append(next(20, true), 20);
            store.retract(next(20, true).block(), 21);
            assertThat(store.feedOffset()).isEqualTo(21);
            try (IndexSnapshot snapshot = store.snapshot()) {
                assertThat(snapshot.segments())
                        .containsExactly(new Segment(
                                next(5, true).block(), next(7, false).block()));
                assertThat(snapshot.block(6)).contains(next(6, false).block());
                assertThat(snapshot.block(20)).isEmpty();
            }
        }
    }

    @Test
    void isSoundAtEveryStepAndNeverShrinksWhileItGrows() {
        try (S store = open()) {
            long bytes = 0;
            for (long height = 5; height < 12; height++) {
                store.append(next(height, height == 5), height);
                IndexReport report = store.check();
                assertThat(report.isSound()).isTrue();
                assertThat(report.findings()).isEqualTo(List.of());
                assertThat(report.checked()).isEqualTo(height - 4);
                assertThat(store.bytes()).isGreaterThanOrEqualTo(bytes);
                bytes = store.bytes();
            }
            store.retract(next(11, false).block(), 12);
            assertThat(store.check().checked()).isEqualTo(6);
            assertThat(store.check().isSound()).isTrue();
        }
    }

    private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InputFaultException.class,
                        e -> assertThat(e.fault().code()).isEqualTo(code));
    }
}

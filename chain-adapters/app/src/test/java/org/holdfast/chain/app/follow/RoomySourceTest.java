package org.holdfast.chain.app.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.holdfast.chain.spi.InMemoryBlockSource;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.disk.DiskRoom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source on a disk that is short. */
class RoomySourceTest {
    @TempDir
    Path folder;

    private final InMemoryBlockSource chain = new InMemoryBlockSource(ChainId.BITCOIN_REGTEST, 0);

    @BeforeEach
    void grow() {
        chain.grow(3);
    }

    @Test
    void whileTheDiskIsShortNoBlockCanBeHadAndTheDiskIsNamed() {
        var source = new RoomySource(chain, new DiskRoom(folder, Long.MAX_VALUE));
        List<ThrowingCallable> questions = List.of(
                source::segments,
                () -> source.blockAt(1),
                () -> source.block(chain.tip().hash()));
        assertThat(questions)
                .allSatisfy(question -> assertThatThrownBy(question)
                        .isInstanceOf(SourceUnavailableException.class)
                        .hasMessageContaining("the disk of " + folder));
    }

    @Test
    void whatTheSourceNoticesIsPassedOn() {
        var troubled = new StubTroubledSource(chain);
        troubled.notice("tcp://127.0.0.1:1 announces nothing");
        var source = new RoomySource(troubled, new DiskRoom(folder, Long.MAX_VALUE));
        assertThat(source.notices()).containsExactly("tcp://127.0.0.1:1 announces nothing");
    }

    @Test
    void withRoomItIsTheSource() {
        var source = new RoomySource(chain, new DiskRoom(folder, 1));
        assertThat(source.chain()).isEqualTo(chain.chain());
        assertThat(source.segments()).isEqualTo(chain.segments());
        assertThat(source.refAt(2)).contains(chain.tip());
        assertThat(source.blockAt(2)).isEqualTo(chain.blockAt(2));
        assertThat(source.block(chain.tip().hash())).isPresent();
        assertThat(source.finalTip()).isEmpty();
    }
}

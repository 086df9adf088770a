package org.holdfast.tracing.app.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicMarkTest {
    @TempDir
    Path data;

    private TopicMark mark() {
        return TopicMark.of(data, ChainId.BITCOIN_REGTEST);
    }

    @Test
    void anIndexStaysWithTheTopicThatItWasReadFrom() {
        mark().require("one", 0);
        mark().require("one", 7);
        InputFault fault = catchThrowableOfType(InputFaultException.class, () -> mark().require("two", 7))
                .fault();
        assertThat(fault.code()).isEqualTo("tracing.feed.another-topic");
        assertThat(fault.expected()).isEqualTo("topic one");
        assertThat(fault.got()).isEqualTo("topic two");
        mark().require("one", 8);
    }

    @Test
    void anEmptyIndexTakesAnyTopic() {
        mark().require("one", 7);
        mark().require("two", 0);
        mark().require("two", 3);
    }

    @Test
    void anIndexOfAnOlderVersionTakesTheTopicThatIsThere() {
        mark().require("one", 7);
        assertThat(catchThrowableOfType(InputFaultException.class, () -> mark().require("two", 8)))
                .isNotNull();
    }

    @Test
    void theNamesOfMarkedIndexesAreListed() {
        assertThat(TopicMark.names(data)).isEmpty();
        assertThat(TopicMark.names(data.resolve("none"))).isEmpty();
        mark().require("one", 1);
        assertThat(TopicMark.names(data)).containsExactly(ChainId.BITCOIN_REGTEST.namePart());
    }
}

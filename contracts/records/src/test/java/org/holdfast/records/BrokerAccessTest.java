package org.holdfast.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerAccessTest {
    @TempDir
    Path folder;

    @Test
    void anOpenBrokerNeedsItsAddressOnly() {
        assertThat(BrokerAccess.open("127.0.0.1:1").settings(Map.of("acks", "all")))
                .isEqualTo(Map.of("bootstrap.servers", "127.0.0.1:1", "acks", "all"));
    }

    @Test
    void aClientFileSaysWhoSignsOnAndNeitherWhereNorHow() throws Exception {
        Path file = Files.writeString(
                folder.resolve("client, 100 %.properties"),
                "sasl.mechanism=SCRAM-SHA-512\nbootstrap.servers=elsewhere:1\nacks=0\n");
        var access = new BrokerAccess("127.0.0.1:1", Optional.of(file));
        assertThat(access.settings(Map.of("acks", "all")))
                .isEqualTo(
                        Map.of("bootstrap.servers", "127.0.0.1:1", "acks", "all", "sasl.mechanism", "SCRAM-SHA-512"));
    }

    @Test
    void aMissingClientFileIsNamed() {
        Path file = folder.resolve("none");
        InputFault fault = catchThrowableOfType(
                        InputFaultException.class,
                        () -> new BrokerAccess("127.0.0.1:1", Optional.of(file)).settings(Map.of()))
                .fault();
        assertThat(fault.code()).isEqualTo("records.broker.client-file-unreadable");
        assertThat(fault.where()).isEqualTo(file.toString());
    }
}

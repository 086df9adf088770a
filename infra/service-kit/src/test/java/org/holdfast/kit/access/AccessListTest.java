package org.holdfast.kit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.holdfast.kit.digest.Digests;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.VaspId;
import org.junit.jupiter.api.Test;

class AccessListTest {
    private static final Path FILE = Path.of("access");
    private static final String HASH = Digests.sha256("token");

    @Test
    void commentsAndEmptyLinesDoNotCount() {
        assertThat(AccessList.parse(FILE, "# sha256 kind id role\n\n  " + HASH + "  officer o-1 judge \n"))
                .containsExactly(Map.entry(HASH, new Caller.Officer(new OfficerId("o-1"), Role.JUDGE)));
        assertThat(AccessList.parse(FILE, HASH + " vasp e-1 exchange\n"))
                .containsValue(new Caller.Exchange(new VaspId("e-1")));
    }

    @Test
    void aDefectiveListIsRefusedWhole() {
        String good = HASH + " officer o-1 judge\n";
        for (String defective : List.of(
                "",
                "\n",
                good.stripTrailing(),
                good + good,
                good + HASH.substring(1) + " officer o-2 judge\n",
                good + Digests.sha256("2") + " officer o-2 gardener\n",
                good + Digests.sha256("2") + " officer o-2 exchange\n",
                good + Digests.sha256("2") + " vasp e-1 judge\n",
                good + Digests.sha256("2") + " robot r-1 judge\n",
                good + Digests.sha256("2") + " officer o-2\n",
                good + Digests.sha256("2") + " officer o-2 judge now\n")) {
            assertThatThrownBy(() -> AccessList.parse(FILE, defective))
                    .as(defective)
                    .isInstanceOf(InputFaultException.class)
                    .hasMessageContaining("service.access-file.malformed");
        }
    }
}

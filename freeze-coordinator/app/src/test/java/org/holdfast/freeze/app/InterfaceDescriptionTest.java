package org.holdfast.freeze.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.freeze.app.config.FreezeErrors;
import org.holdfast.freeze.hold.HoldState;
import org.holdfast.freeze.hold.answer.ReasonCode;
import org.holdfast.kit.contract.ErrorPages;
import org.holdfast.kit.contract.Routes;
import org.holdfast.kit.rest.ErrorStatuses;
import org.holdfast.kit.rest.Requests;
import org.junit.jupiter.api.Test;

/** The interface description that is written by hand names what the controllers answer, and nothing else. */
class InterfaceDescriptionTest {
    private static final Path FILE = Path.of("../../contracts/api/src/main/openapi/freeze.yaml");
    private static final Path ERRORS = Path.of("../../docs/reference/errors");

    @Test
    void namesEveryRouteAndItsPermission() throws Exception {
        assertThat(Routes.described(FILE)).isNotEmpty().isEqualTo(Routes.declared("org.holdfast.freeze.app"));
    }

    @Test
    void everyRouteNeedsAPermission() {
        assertThat(Routes.declared("org.holdfast.freeze.app")).noneMatch(route -> route.endsWith(Routes.OPEN));
    }

    @Test
    void everyErrorThatIsSentHasAStatus() throws Exception {
        var pages = List.of(ERRORS.resolve("service.md"), ERRORS.resolve("freeze.md"));
        var left = new ArrayList<>(FreezeErrors.NOT_SENT);
        left.add("service.access-file.");
        assertThat(new ErrorStatuses(List.of(FreezeErrors.CODES)).codes())
                .hasSameElementsAs(ErrorPages.codes(pages, left));
    }

    @Test
    void namesEveryStateAndReason() throws Exception {
        String states = String.join(
                ", ",
                Stream.of(HoldState.Label.values()).skip(1).map(Requests::word).toList());
        String reasons = String.join(
                ", ", Stream.of(ReasonCode.values()).map(ReasonCode::name).toList());
        assertThat(Files.readString(FILE).replaceAll("\\s+", " "))
                .contains("enum: [" + states + "]")
                .contains("enum: [" + reasons + "]");
    }
}

package org.holdfast.tracing.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.kit.contract.ErrorPages;
import org.holdfast.kit.contract.Routes;
import org.holdfast.kit.rest.ErrorStatuses;
import org.holdfast.tracing.account.origin.LedgerOriginReason;
import org.holdfast.tracing.account.trace.LedgerReason;
import org.holdfast.tracing.output.end.EndReason;
import org.holdfast.tracing.output.origin.OriginReason;
import org.holdfast.tracing.question.Policy;
import org.junit.jupiter.api.Test;

/** The interface description that is written by hand names what the controllers answer, and nothing else. */
class InterfaceDescriptionTest {
    private static final Path FILE = Path.of("../../contracts/api/src/main/openapi/tracing.yaml");
    private static final Path ERRORS = Path.of("../../docs/reference/errors");

    @Test
    void namesEveryRouteAndItsPermission() throws Exception {
        assertThat(Routes.described(FILE)).isNotEmpty().isEqualTo(Routes.declared("org.holdfast.tracing.app"));
    }

    @Test
    void everyRouteNeedsAPermission() {
        assertThat(Routes.declared("org.holdfast.tracing.app")).noneMatch(route -> route.endsWith(Routes.OPEN));
    }

    @Test
    void everyErrorThatIsSentHasAStatus() throws Exception {
        var pages = List.of(ERRORS.resolve("service.md"), ERRORS.resolve("tracing.md"));
        var left = new ArrayList<>(TracingErrors.NOT_SENT);
        left.add("service.access-file.");
        assertThat(new ErrorStatuses(List.of(TracingErrors.CODES)).codes())
                .hasSameElementsAs(ErrorPages.codes(pages, left));
    }

    @Test
    void namesEveryPolicyAndEveryReasonInOrder() throws Exception {
        String policies =
                String.join(", ", Stream.of(Policy.values()).map(Policy::word).toList());
        String reasons = String.join(
                ", ", Stream.of(EndReason.values()).map(EndReason::word).toList());
        String ofAccounts = String.join(
                ", ", Stream.of(LedgerReason.values()).map(LedgerReason::word).toList());
        String ofOrigins = String.join(
                ", ", Stream.of(OriginReason.values()).map(OriginReason::word).toList());
        String ofAccountOrigins = String.join(
                ", ",
                Stream.of(LedgerOriginReason.values())
                        .map(LedgerOriginReason::word)
                        .toList());
        assertThat(Files.readString(FILE))
                .contains("enum: [" + policies + "]")
                .contains("enum: [" + reasons + "]")
                .contains("enum: [" + ofAccounts + "]")
                .contains("enum: [" + ofOrigins + "]")
                .contains("enum: [" + ofAccountOrigins + "]");
    }
}

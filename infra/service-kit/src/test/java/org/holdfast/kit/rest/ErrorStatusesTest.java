package org.holdfast.kit.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class ErrorStatusesTest {
    @Test
    void aCodeHasOneStatus() {
        var conflict = new ErrorCodes(Map.of(HttpStatus.CONFLICT, List.of("a.b.c")));
        var missing = new ErrorCodes(Map.of(HttpStatus.NOT_FOUND, List.of("a.b.c")));
        var ofTheKit = new ErrorCodes(Map.of(HttpStatus.OK, List.of("service.request.large")));
        assertThat(new ErrorStatuses(List.of(conflict)).codes()).contains("a.b.c", "service.request.large");
        assertThatThrownBy(() -> new ErrorStatuses(List.of(conflict, missing)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a.b.c has two statuses");
        assertThatThrownBy(() -> new ErrorStatuses(List.of(ofTheKit))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyStatusOfTheKitIsThatOfItsFault() {
        var statuses = new ErrorStatuses(List.of());
        for (int status : new int[] {400, 401, 403, 404, 405, 406, 413, 415, 500}) {
            assertThat(statuses.of(ServiceFaults.ofStatus(status, "x", 1)).value())
                    .isEqualTo(status);
        }
        assertThat(statuses.of(ServiceFaults.ofStatus(422, "x", 1))).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(statuses.of(ServiceFaults.ofStatus(502, "x", 1))).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
    }
}

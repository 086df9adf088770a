package org.holdfast.kit.rest;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** Error codes that a service or one of its features sends over REST, by their HTTP status. */
public record ErrorCodes(Map<HttpStatus, List<String>> byStatus) {
    public ErrorCodes {
        byStatus = Map.copyOf(byStatus);
    }
}

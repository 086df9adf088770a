package org.holdfast.kit.rest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.holdfast.primitives.InputFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** The HTTP status of each error code: the codes of one service and those of {@link ServiceFaults}. */
public final class ErrorStatuses {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorStatuses.class);
    /** Primitives refuse only what a request says. */
    private static final String PRIMITIVES = "primitives.";

    private final Map<String, HttpStatus> byCode = new HashMap<>();

    /** Takes the codes of a service. Throws {@link IllegalArgumentException} for a code with two statuses. */
    public ErrorStatuses(List<ErrorCodes> ofService) {
        add(ServiceFaults.CODES);
        ofService.forEach(this::add);
    }

    private void add(ErrorCodes codes) {
        codes.byStatus()
                .forEach((status, list) -> list.forEach(code -> {
                    if (byCode.put(code, status) != null) {
                        throw new IllegalArgumentException(code + " has two statuses");
                    }
                }));
    }

    /** The status of a fault. A code without one is a defect of the service and has the status 500. */
    public HttpStatus of(InputFault fault) {
        HttpStatus status = byCode.get(fault.code());
        if (status != null) {
            return status;
        }
        if (fault.code().startsWith(PRIMITIVES)) {
            return HttpStatus.BAD_REQUEST;
        }
        LOG.error("an error code without a status: {}", fault.sentence());
        return HttpStatus.INTERNAL_SERVER_ERROR;
    }

    /** The codes that have a status here. */
    public Set<String> codes() {
        return Set.copyOf(byCode.keySet());
    }
}

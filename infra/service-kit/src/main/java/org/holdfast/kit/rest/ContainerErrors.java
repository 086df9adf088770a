package org.holdfast.kit.rest;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Errors outside handlers, such as a path that the firewall rejects, as problem records. */
@RestController
public final class ContainerErrors implements ErrorController {
    private final ProblemWriter writer;
    private final BodyLimit limit;

    public ContainerErrors(ProblemWriter writer, BodyLimit limit) {
        this.writer = writer;
        this.limit = limit;
    }

    @RequestMapping("/error")
    ResponseEntity<Object> error(HttpServletRequest request) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 500;
        String message = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_MESSAGE));
        return writer.answer(ServiceFaults.ofStatus(status, message, limit.bytesMax()), HttpHeaders.EMPTY);
    }
}

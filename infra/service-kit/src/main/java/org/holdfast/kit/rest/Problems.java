package org.holdfast.kit.rest;

import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Exceptions of handlers and of Spring MVC as problem records. */
@RestControllerAdvice
public final class Problems extends ResponseEntityExceptionHandler {
    private final ProblemWriter writer;
    private final BodyLimit limit;

    public Problems(ProblemWriter writer, BodyLimit limit) {
        this.writer = writer;
        this.limit = limit;
    }

    @ExceptionHandler
    ResponseEntity<Object> badInput(InputFaultException e) {
        return writer.answer(e.fault(), HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Object> defect(RuntimeException e) {
        if (e instanceof AccessDeniedException denied) {
            throw denied; // The filter chain answers it.
        }
        if (e instanceof DataAccessResourceFailureException || DatabaseAway.caused(e)) {
            // One line: while the database is away, every request ends here.
            logger.warn("the database does not serve a request: " + NestedExceptionUtils.getMostSpecificCause(e));
            return writer.answer(ServiceFaults.unavailable(e), HttpHeaders.EMPTY);
        }
        logger.error("a request failed", e);
        return writer.answer(ServiceFaults.failed(e.getClass().getSimpleName()), HttpHeaders.EMPTY);
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError()) {
            logger.error("a request failed", e);
        }
        return writer.answer(fault(e, status), headers);
    }

    private InputFault fault(Exception e, HttpStatusCode status) {
        if (!(e instanceof HttpMessageNotReadableException)) {
            return ServiceFaults.ofStatus(status.value(), String.valueOf(e.getMessage()), limit.bytesMax());
        }
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
        return cause instanceof BodyTooLargeException
                ? ServiceFaults.large(limit.bytesMax())
                : ServiceFaults.unreadable(String.valueOf(cause.getMessage()));
    }
}

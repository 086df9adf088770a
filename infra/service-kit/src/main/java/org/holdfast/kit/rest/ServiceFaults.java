package org.holdfast.kit.rest;

import java.util.List;
import java.util.Map;
import org.holdfast.primitives.InputFault;
import org.springframework.http.HttpStatus;

/** The faults that every service can find in a request, with their codes and statuses. */
public final class ServiceFaults {
    static final ErrorCodes CODES = new ErrorCodes(Map.of(
            HttpStatus.BAD_REQUEST, List.of("service.request.malformed", "service.request.unreadable"),
            HttpStatus.UNAUTHORIZED, List.of("service.access.denied"),
            HttpStatus.FORBIDDEN, List.of("service.access.forbidden", "service.access.elsewhere"),
            HttpStatus.NOT_FOUND, List.of("service.request.nowhere"),
            HttpStatus.METHOD_NOT_ALLOWED, List.of("service.request.method-unsuited"),
            HttpStatus.NOT_ACCEPTABLE, List.of("service.request.answer-unsuited"),
            HttpStatus.CONTENT_TOO_LARGE, List.of("service.request.large"),
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, List.of("service.request.type-unsuited"),
            HttpStatus.INTERNAL_SERVER_ERROR, List.of("service.request.failed"),
            HttpStatus.SERVICE_UNAVAILABLE, List.of("service.database.unavailable")));

    private ServiceFaults() {}

    /** No accepted token. */
    public static InputFault denied(boolean hasHeader) {
        return new InputFault(
                "service.access.denied",
                "the request has no token that this service accepts",
                "Authorization header",
                "Bearer and a valid token",
                hasHeader ? "another" : "none",
                "use the token you were given");
    }

    /** A role without the permission, or a route that names none. */
    public static InputFault forbidden(String place, String expected, String role) {
        return new InputFault(
                "service.access.forbidden",
                "the role does not permit this",
                place,
                expected,
                InputFault.quote(role),
                "ask a person with such a role");
    }

    /** An officer on the part for exchanges, or an exchange on that for officers. */
    public static InputFault elsewhere(String place, String needed, String role) {
        return new InputFault(
                "service.access.elsewhere",
                "the token is not for this part of the service",
                place,
                "a caller who may " + needed,
                InputFault.quote(role),
                "officers use /v1, exchanges use /exchange/v1");
    }

    /** A body above the limit. */
    static InputFault large(int bytesMax) {
        return new InputFault(
                "service.request.large",
                "the body is too large",
                "body",
                "at most " + bytesMax + " bytes",
                "more",
                "send less");
    }

    static InputFault malformed(String field, String expected, String got) {
        return new InputFault(
                "service.request.malformed",
                "a request is malformed",
                field,
                expected,
                InputFault.quote(got),
                "correct the field");
    }

    static InputFault unreadable(String got) {
        return new InputFault(
                "service.request.unreadable",
                "the body cannot be read",
                "body",
                "JSON as in the interface description",
                InputFault.quote(got),
                "correct the body");
    }

    static InputFault unavailable(Exception e) {
        return new InputFault(
                "service.database.unavailable",
                "the service cannot reach its database",
                "service",
                "an answer",
                e.getClass().getSimpleName(),
                "try again later");
    }

    static InputFault failed(String got) {
        return new InputFault(
                "service.request.failed",
                "the service failed",
                "service",
                "an answer",
                got,
                "look at the log and report it");
    }

    /** The fault for an error that Spring or the container reports with a status alone. */
    static InputFault ofStatus(int status, String got, int bodyBytesMax) {
        return switch (status) {
            case 401 -> denied(false);
            case 403 -> forbidden("path and method", "a role that may do this", "none");
            case 404 ->
                new InputFault(
                        "service.request.nowhere",
                        "no route has this path",
                        "path",
                        "a path of the interface description",
                        InputFault.quote(got),
                        "correct the address");
            case 405 ->
                new InputFault(
                        "service.request.method-unsuited",
                        "the route does not have this method",
                        "method",
                        "a method of the interface description",
                        InputFault.quote(got),
                        "correct the method");
            case 406 ->
                new InputFault(
                        "service.request.answer-unsuited",
                        "the route does not answer in this media type",
                        "Accept header",
                        "a media type of the interface description",
                        InputFault.quote(got),
                        "correct the header");
            case 413 -> large(bodyBytesMax);
            case 415 ->
                new InputFault(
                        "service.request.type-unsuited",
                        "the route does not read this media type",
                        "Content-Type header",
                        "a media type of the interface description",
                        InputFault.quote(got),
                        "correct the header");
            default -> status < 500 ? malformed("request", "the form of the interface description", got) : failed(got);
        };
    }
}

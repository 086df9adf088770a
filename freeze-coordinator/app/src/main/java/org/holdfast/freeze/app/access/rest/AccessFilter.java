package org.holdfast.freeze.app.access.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.holdfast.api.Problem;
import org.holdfast.freeze.app.access.Caller;
import org.holdfast.freeze.app.access.Digests;
import org.holdfast.freeze.app.settings.FreezeSettings;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.VaspId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets in who sends a bearer token whose SHA-256 stands in the access file: exchanges to their part, officers to
 * theirs. Tokens are 256 random bits, so a look-up by hash tells a guesser nothing.
 */
@Component
class AccessFilter extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";
    private static final String EXCHANGE_PART = "/exchange/";
    private static final int BODY_BYTES_MAX = 1_000_000;

    private final Map<String, Caller> callers = new HashMap<>();
    private final JsonMapper json;

    AccessFilter(FreezeSettings settings, JsonMapper json) throws IOException {
        this.json = json;
        for (String line : Files.readAllLines(settings.access().file())) {
            String[] parts = line.strip().split("\\s+", -1);
            if (line.startsWith("#") || parts.length != 4) {
                continue;
            }
            switch (parts[1]) {
                case "officer" -> callers.put(parts[0], new Caller.Officer(new OfficerId(parts[2]), parts[3]));
                case "vasp" -> callers.put(parts[0], new Caller.Exchange(new VaspId(parts[2])));
                default -> logger.warn("the access file names an unknown kind of caller: " + parts[1]);
            }
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/actuator/health");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Caller caller = caller(request.getHeader("Authorization"));
        boolean exchangePart = request.getRequestURI().startsWith(EXCHANGE_PART);
        if (caller == null) {
            response.setHeader("WWW-Authenticate", "Bearer");
            refuse(response, denied(request), 401);
        } else if (caller instanceof Caller.Exchange != exchangePart) {
            refuse(response, elsewhere(exchangePart), 403);
        } else if (request.getContentLengthLong() > BODY_BYTES_MAX || unmeasured(request)) {
            refuse(response, large(request), 413);
        } else {
            request.setAttribute(Caller.ATTRIBUTE, caller);
            chain.doFilter(request, response);
        }
    }

    private @Nullable Caller caller(@Nullable String header) {
        return header == null || !header.startsWith(BEARER)
                ? null
                : callers.get(Digests.sha256(header.substring(BEARER.length())));
    }

    private static boolean unmeasured(HttpServletRequest request) {
        return request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") != null;
    }

    private static InputFault denied(HttpServletRequest request) {
        return new InputFault(
                "freeze.access.denied",
                "the request carries no token that is accepted here",
                "Authorization header",
                "Bearer and a token",
                request.getHeader("Authorization") == null ? "none" : "another",
                "use the token you were given");
    }

    private static InputFault elsewhere(boolean exchangePart) {
        return new InputFault(
                "freeze.access.elsewhere",
                "the token is not for this part of the service",
                "Authorization header",
                exchangePart ? "the token of an exchange" : "the token of an officer",
                exchangePart ? "that of an officer" : "that of an exchange",
                "officers use /v1, exchanges use /exchange/v1");
    }

    private static InputFault large(HttpServletRequest request) {
        return new InputFault(
                "freeze.request.large",
                "the body is too large, or does not say how large it is",
                "Content-Length header",
                "at most " + BODY_BYTES_MAX + " bytes",
                Long.toString(request.getContentLengthLong()),
                "send less, with its length");
    }

    private void refuse(HttpServletResponse response, InputFault fault, int status) throws IOException {
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.getOutputStream().write(json.writeValueAsBytes(Problem.of(fault, status)));
    }
}

package org.holdfast.tracing.app.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.holdfast.api.Problem;
import org.holdfast.kit.digest.Digests;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.tracing.app.settings.TracingSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets in who sends a bearer token whose SHA-256 stands in the access file as an officer's. Tokens are 256 random bits,
 * so a look-up by hash tells a guesser nothing.
 */
@Component
class AccessFilter extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";
    /** Ten thousand labels fit, a thousand seeds do; a million seeds do not. */
    private static final int BODY_BYTES_MAX = 4_000_000;

    private final Map<String, Officer> officers = new HashMap<>();
    private final JsonMapper json;

    AccessFilter(TracingSettings settings, JsonMapper json) throws IOException {
        this.json = json;
        for (String line : Files.readAllLines(settings.access().file())) {
            String[] parts = line.strip().split("\\s+", -1);
            if (!line.startsWith("#") && parts.length == 4 && parts[1].equals("officer")) {
                officers.put(parts[0], new Officer(new OfficerId(parts[2]), parts[3]));
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
        Officer officer = officer(request.getHeader("Authorization"));
        if (officer == null) {
            response.setHeader("WWW-Authenticate", "Bearer");
            refuse(response, denied(request), 401);
            return;
        }
        request.setAttribute(Officer.ATTRIBUTE, officer);
        if (!Permission.READ.isOf(officer)) {
            refuse(response, PermissionCheck.forbidden(request, Permission.READ), 403);
        } else if (request.getContentLengthLong() > BODY_BYTES_MAX || unmeasured(request)) {
            refuse(response, large(request), 413);
        } else {
            chain.doFilter(request, response);
        }
    }

    private @Nullable Officer officer(@Nullable String header) {
        return header == null || !header.startsWith(BEARER)
                ? null
                : officers.get(Digests.sha256(header.substring(BEARER.length())));
    }

    private static boolean unmeasured(HttpServletRequest request) {
        return request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") != null;
    }

    private static InputFault denied(HttpServletRequest request) {
        return new InputFault(
                "tracing.access.denied",
                "the request carries no token that is accepted here",
                "Authorization header",
                "Bearer and an officer's token",
                request.getHeader("Authorization") == null ? "none" : "another",
                "use the token you were given");
    }

    private static InputFault large(HttpServletRequest request) {
        return new InputFault(
                "tracing.request.large",
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

package org.holdfast.tracing.app.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.holdfast.api.Problem;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.OfficerId;
import org.holdfast.tracing.app.config.TracingSettings;
import org.holdfast.tracing.app.store.Digests;
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
        Optional<Officer> officer = Optional.ofNullable(request.getHeader("Authorization"))
                .filter(header -> header.startsWith(BEARER))
                .map(header -> officers.get(Digests.sha256(header.substring(BEARER.length()))));
        if (officer.isPresent()) {
            request.setAttribute(Officer.ATTRIBUTE, officer.get());
            chain.doFilter(request, response);
            return;
        }
        var fault = new InputFault(
                "tracing.access.denied",
                "the request carries no token that is accepted here",
                "Authorization header",
                "Bearer and an officer's token",
                request.getHeader("Authorization") == null ? "none" : "another",
                "use the token you were given");
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setHeader("WWW-Authenticate", "Bearer");
        response.setContentType("application/problem+json");
        response.getOutputStream().write(json.writeValueAsBytes(Problem.of(fault, 401)));
    }
}

package org.holdfast.kit.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses a body that states a length above the limit, and counts every other one while it is read. */
public final class BodyLimitFilter extends OncePerRequestFilter {
    private final BodyLimit limit;
    private final ProblemWriter problems;

    public BodyLimitFilter(BodyLimit limit, ProblemWriter problems) {
        this.limit = limit;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limit.bytesMax()) {
            problems.write(response, ServiceFaults.large(limit.bytesMax()));
        } else {
            chain.doFilter(new LimitedRequest(request, limit), response);
        }
    }
}

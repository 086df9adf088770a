package org.holdfast.freeze.app.pool;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives a request the share of its caller: exchanges have one, officers another. */
@Component
class PoolShareFilter extends OncePerRequestFilter {
    private static final String EXCHANGES = "/exchange/";

    private final Pools pools;

    PoolShareFilter(Pools pools) {
        this.pools = pools;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        pools.enter(request.getRequestURI().startsWith(EXCHANGES) ? PoolShare.EXCHANGES : PoolShare.OFFICERS);
        try {
            chain.doFilter(request, response);
        } finally {
            pools.leave();
        }
    }
}

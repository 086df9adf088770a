package org.holdfast.kit.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.holdfast.kit.rest.ServiceFaults;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Denies every request to a handler that names no permission, or one that the caller does not have. Runs after routing
 * and before the body is read. The endpoints of Spring Boot are left to the filter chain.
 */
public final class PermissionCheck implements HandlerInterceptor {
    private static final String SPRING_BOOT = "org.springframework.boot.";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        boolean isOurs = !(handler instanceof HandlerMethod method
                && method.getBeanType().getName().startsWith(SPRING_BOOT));
        if (isOurs && request.getDispatcherType() != DispatcherType.ERROR) {
            require(request, handler instanceof HandlerMethod method ? method.getMethodAnnotation(Needs.class) : null);
        }
        return true;
    }

    private static void require(HttpServletRequest request, @Nullable Needs needs) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        Caller caller = authentication != null && authentication.getPrincipal() instanceof Caller one ? one : null;
        String place = request.getMethod() + " " + request.getRequestURI();
        String role = caller == null ? "none" : caller.role().word();
        if (caller == null || needs == null) {
            throw new InputFaultException(ServiceFaults.forbidden(place, "a route with a permission", role));
        }
        Permission permission = needs.value();
        if (permission.kind() != caller.role().kind()) {
            throw new InputFaultException(ServiceFaults.elsewhere(place, permission.words(), role));
        }
        if (!caller.may(permission)) {
            throw new InputFaultException(
                    ServiceFaults.forbidden(place, "a role that may " + permission.words(), role));
        }
    }
}

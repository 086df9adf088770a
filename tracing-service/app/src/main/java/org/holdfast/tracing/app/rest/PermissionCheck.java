package org.holdfast.tracing.app.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses every request whose method does not say what it needs, or whose officer does not have it. */
@Component
class PermissionCheck implements HandlerInterceptor, WebMvcConfigurer {
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getBeanType().getPackageName().startsWith("org.holdfast")) {
            Needs needs = method.getMethodAnnotation(Needs.class);
            require(request, needs == null ? null : needs.value());
        }
        return true;
    }

    static void require(HttpServletRequest request, @Nullable Permission permission) {
        if (request.getAttribute(Officer.ATTRIBUTE) instanceof Officer officer
                && permission != null
                && permission.isOf(officer)) {
            return;
        }
        throw new InputFaultException(forbidden(request, permission));
    }

    static InputFault forbidden(HttpServletRequest request, @Nullable Permission permission) {
        String role = request.getAttribute(Officer.ATTRIBUTE) instanceof Officer officer ? officer.role() : "none";
        return new InputFault(
                "tracing.access.forbidden",
                "the role does not permit this",
                request.getMethod() + " " + request.getRequestURI(),
                "a role that may " + (permission == null ? "do this; none may" : permission.words()),
                InputFault.quote(role),
                "ask somebody with such a role");
    }
}

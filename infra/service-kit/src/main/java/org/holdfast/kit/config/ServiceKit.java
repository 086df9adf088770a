package org.holdfast.kit.config;

import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.List;
import org.holdfast.kit.access.AccessFile;
import org.holdfast.kit.access.AccessFileHealthIndicator;
import org.holdfast.kit.access.Permission;
import org.holdfast.kit.access.PermissionCheck;
import org.holdfast.kit.rest.BodyLimit;
import org.holdfast.kit.rest.BodyLimitFilter;
import org.holdfast.kit.rest.ContainerErrors;
import org.holdfast.kit.rest.ErrorCodes;
import org.holdfast.kit.rest.ErrorStatuses;
import org.holdfast.kit.rest.ProblemWriter;
import org.holdfast.kit.rest.Problems;
import org.holdfast.kit.rest.ServiceFaults;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.servlet.handler.MappedInterceptor;
import tools.jackson.databind.json.JsonMapper;

/**
 * Access, permissions, problem records and body limits of a service. A service imports this class and supplies a
 * {@link ServiceDescription}, its {@link ErrorCodes} and a {@link Clock}.
 */
@Configuration(proxyBeanMethods = false)
@Import({Problems.class, ContainerErrors.class})
public class ServiceKit {
    @Bean
    BodyLimit bodyLimit(ServiceDescription service) {
        return new BodyLimit(service.bodyBytesMax());
    }

    @Bean
    ProblemWriter problemWriter(JsonMapper json, List<ErrorCodes> codes) {
        return new ProblemWriter(json, new ErrorStatuses(codes));
    }

    @Bean
    AccessFile accessFile(ServiceDescription service, Clock clock) {
        return new AccessFile(service.accessFile(), clock);
    }

    @Bean
    AccessFileHealthIndicator accessFileHealthIndicator(AccessFile file) {
        return new AccessFileHealthIndicator(file);
    }

    /** A mapped interceptor applies to every handler mapping, also to those of libraries. */
    @Bean
    MappedInterceptor permissionCheck() {
        return new MappedInterceptor(null, null, new PermissionCheck());
    }

    @Bean
    OpaqueTokenIntrospector introspector(AccessFile file) {
        return token -> file.caller(token).orElseThrow(() -> new BadOpaqueTokenException("unknown token"));
    }

    @Bean
    SecurityFilterChain bearerChain(
            HttpSecurity http, OpaqueTokenIntrospector introspector, ProblemWriter problems, BodyLimit limit) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives("default-src 'none'"))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .oauth2ResourceServer(server -> server.authenticationEntryPoint(denied(problems))
                        .accessDeniedHandler(forbidden(problems))
                        .opaqueToken(token -> token.introspector(introspector)))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(EndpointRequest.to(HealthEndpoint.class))
                        .permitAll()
                        .requestMatchers(EndpointRequest.toAnyEndpoint())
                        .hasAuthority(Permission.READ_METRICS.getAuthority())
                        .anyRequest()
                        .authenticated())
                .addFilterAfter(new BodyLimitFilter(limit, problems), AuthorizationFilter.class)
                .build();
    }

    private static AuthenticationEntryPoint denied(ProblemWriter problems) {
        var header = new BearerTokenAuthenticationEntryPoint();
        return (request, response, exception) -> {
            header.commence(request, response, exception);
            problems.write(response, ServiceFaults.denied(request.getHeader(HttpHeaders.AUTHORIZATION) != null));
        };
    }

    private static AccessDeniedHandler forbidden(ProblemWriter problems) {
        return (request, response, exception) -> problems.write(
                response,
                ServiceFaults.forbidden(
                        request.getMethod() + " " + request.getRequestURI(), "a role that may do this", "another"));
    }
}

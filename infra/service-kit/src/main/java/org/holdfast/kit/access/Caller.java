package org.holdfast.kit.access;

import java.util.Map;
import java.util.Set;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.VaspId;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/** The authenticated sender of a request: a parameter of handlers with {@code @AuthenticationPrincipal}. */
public sealed interface Caller extends OAuth2AuthenticatedPrincipal {
    Role role();

    /** Whether the role of this caller has the permission. */
    default boolean may(Permission permission) {
        return role().permissions().contains(permission);
    }

    @Override
    default Set<Permission> getAuthorities() {
        return role().permissions();
    }

    @Override
    default Map<String, Object> getAttributes() {
        return Map.of();
    }

    /** A person of the authority. */
    record Officer(OfficerId id, Role role) implements Caller {
        @Override
        public String getName() {
            return id.text();
        }
    }

    /** An exchange or issuer. */
    record Exchange(VaspId id) implements Caller {
        @Override
        public Role role() {
            return Role.EXCHANGE;
        }

        @Override
        public String getName() {
            return id.text();
        }
    }
}

package org.holdfast.freeze.app.access;

import java.util.Set;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.VaspId;

/** Who asks, by the token that came with the request. */
public sealed interface Caller {
    String ATTRIBUTE = "org.holdfast.freeze.app.access.Caller";

    /** A person of the authority. */
    record Officer(OfficerId id, String role) implements Caller {
        private static final Set<String> DRAFTING = Set.of("investigator", "supervisor", "prosecutor");
        private static final Set<String> APPROVING = Set.of("supervisor", "prosecutor", "judge");

        /** This officer, if the role may draft, extend and take back. Throws otherwise. */
        public OfficerId drafting() {
            return having(DRAFTING);
        }

        /** This officer, if the role may approve and dismiss. Throws otherwise. */
        public OfficerId approving() {
            return having(APPROVING);
        }

        private OfficerId having(Set<String> roles) {
            if (roles.contains(role)) {
                return id;
            }
            throw new RefusedException(
                    new InputFault(
                            "freeze.access.forbidden",
                            "the role does not permit this",
                            "Authorization header",
                            "one of "
                                    + String.join(", ", roles.stream().sorted().toList()),
                            InputFault.quote(role),
                            "ask somebody with such a role"),
                    403);
        }
    }

    /** An exchange or issuer. */
    record Exchange(VaspId id) implements Caller {}
}

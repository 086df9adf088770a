package org.holdfast.kit.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of roles holds to its rules. */
class RoleTest {
    @Test
    void aRoleHasOnlyPermissionsOfItsKind() {
        for (Role role : Role.values()) {
            assertThat(role.permissions()).as(role.word()).allMatch(one -> one.kind() == role.kind());
        }
    }

    @Test
    void everyPermissionHasARole() {
        var had = EnumSet.noneOf(Permission.class);
        Stream.of(Role.values()).forEach(role -> had.addAll(role.permissions()));
        assertThat(had).containsExactly(Permission.values());
    }

    @Test
    void aSecondPersonDecides() {
        assertThat(Role.INVESTIGATOR.permissions()).doesNotContain(Permission.DECIDE_HOLDS);
        assertThat(Role.JUDGE.permissions()).doesNotContain(Permission.DRAFT_HOLDS);
        assertThat(Role.AUDITOR.permissions())
                .containsExactlyInAnyOrder(Permission.READ_METRICS, Permission.READ_TRACES, Permission.READ_HOLDS);
    }
}

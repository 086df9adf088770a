package org.holdfast.freeze.app.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.holdfast.freeze.app.hold.HoldAggregate;
import org.holdfast.freeze.hold.HoldCommand;
import org.holdfast.freeze.hold.HoldDecider;
import org.holdfast.freeze.hold.HoldEvent;
import org.junit.jupiter.api.Test;

class StoredNamesTest {
    private static final StoredTypes TEXT = new StoredTypes("2", Map.of("a.Text", String.class));

    @Test
    void knowsTheNameTheRevisionAndTheType() {
        var names = new StoredNames(List.of(TEXT));
        assertThat(names.name(String.class)).isEqualTo(new StoredNames.Name("a.Text", "2"));
        assertThat(names.type("a.Text")).isEqualTo(String.class);
        assertThat(names.name(Integer.class)).isNull();
        assertThat(names.type("a.Number")).isNull();
    }

    @Test
    void refusesOneNameForTwoTypes() {
        var other = new StoredTypes("1", Map.of("a.Text", Integer.class));
        assertThatThrownBy(() -> new StoredNames(List.of(TEXT, other)))
                .hasMessageContaining("registered twice: a.Text");
    }

    @Test
    void refusesTwoNamesForOneType() {
        var other = new StoredTypes("1", Map.of("b.Text", String.class));
        assertThatThrownBy(() -> new StoredNames(List.of(TEXT, other)))
                .hasMessageContaining("registered twice: b.Text");
    }

    @Test
    void refusesAKindWithAnEventThatHasNoStoredName() {
        var one = new StoredTypes("1", Map.of("hold.HoldDrafted", HoldEvent.HoldDrafted.class));
        assertThatThrownBy(() ->
                        new AggregateKind<>("HoldRequest", HoldCommand.class, HoldEvent.class, new HoldDecider(), one))
                .hasMessageContaining("HoldRequest");
        assertThat(HoldAggregate.KIND.stored().byName()).hasSize(HoldEvent.class.getPermittedSubclasses().length);
    }
}

package org.holdfast.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * How the packages of one program are laid out: features first, adapters inside them. A feature's package holds its
 * types and ports; an adapter is a sub-package that is named after its technology.
 */
public final class AppRules {
    /** Names of adapter packages, each the technology that its classes know. */
    public static final Set<String> ADAPTERS = Set.of("rest", "axon", "kafka", "jdbc", "store");

    private AppRules() {}

    /**
     * Checks one program.
     *
     * @param program the package of the program's main class, such as {@code org.holdfast.tracing.app}
     */
    public static void check(JavaClasses classes, String program) {
        noCycles(program).check(classes);
        adaptersApart(program).check(classes);
    }

    /** No package of the program depends on itself through others; the package of the main class is left out. */
    public static ArchRule noCycles(String program) {
        return slices().matching(program + ".(**)")
                .should()
                .beFreeOfCycles()
                .because("a part that needs its user cannot be read, tested or replaced alone")
                .allowEmptyShould(true);
    }

    /** An adapter knows no adapter of another technology: they meet at a port in the feature's package. */
    public static ArchRule adaptersApart(String program) {
        return classes()
                .that()
                .resideInAPackage(program + "..")
                .should(new KnowNoOtherTechnology(program))
                .because("adapters meet at a port, so that each can be replaced alone")
                .allowEmptyShould(true);
    }

    private static final class KnowNoOtherTechnology extends ArchCondition<JavaClass> {
        private final String program;

        KnowNoOtherTechnology(String program) {
            super("know no adapter of another technology");
            this.program = program;
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            Optional<String> own = technology(type.getPackageName());
            if (own.isEmpty()) {
                return;
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                Optional<String> other = technology(dependency.getTargetClass().getPackageName());
                if (other.isPresent() && !other.equals(own)) {
                    events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                }
            }
        }

        private Optional<String> technology(String packageName) {
            if (!packageName.startsWith(program + ".")) {
                return Optional.empty();
            }
            return Arrays.stream(packageName.substring(program.length() + 1).split("\\."))
                    .filter(ADAPTERS::contains)
                    .findFirst();
        }
    }
}

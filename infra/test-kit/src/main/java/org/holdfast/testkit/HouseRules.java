package org.holdfast.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rules that every module's {@code ArchitectureTest} checks; each has a must-fail twin in this module's tests. */
public final class HouseRules {
    private static final Set<String> CLOCKS = Set.of(
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.system",
            "java.lang.System.currentTimeMillis");
    private static final Set<String> CHANCE = Set.of(
            "java.util.UUID.randomUUID",
            "java.util.Random.<init>",
            "java.security.SecureRandom.<init>",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.lang.Math.random");
    private static final Set<String> FLOATING = Set.of("double", "float", "java.lang.Double", "java.lang.Float");

    /** Time is a parameter, so that replay and tests are deterministic. */
    public static final ArchRule NO_AMBIENT_TIME = noClasses()
            .that(areNotWiring())
            .should()
            .callMethodWhere(calls(CLOCKS))
            .because("time comes from an injected java.time.Clock")
            .allowEmptyShould(true);

    /** Ids and randomness are parameters, for the same reason. */
    public static final ArchRule NO_AMBIENT_CHANCE = noClasses()
            .that(areNotWiring())
            .should()
            .callCodeUnitWhere(callsUnit(CHANCE))
            .because("ids and randomness come in as parameters")
            .allowEmptyShould(true);

    /** Amounts are integers in base units. */
    public static final ArchRule NO_FLOATING_FIELD = noFields()
            .should()
            .haveRawType(describe("a floating point type", (JavaClass type) -> FLOATING.contains(type.getName())))
            .because("amounts are integers in base units")
            .allowEmptyShould(true);

    public static final ArchRule NO_FLOATING_SIGNATURE = noMethods()
            .that(describe(
                    "are written by hand",
                    (JavaMethod method) -> !method.getName().startsWith("lambda$")))
            .should()
            .haveRawReturnType(describe("a floating point type", (JavaClass type) -> FLOATING.contains(type.getName())))
            .orShould()
            .haveRawParameterTypes(describe(
                    "a floating point parameter",
                    (List<JavaClass> types) -> types.stream().anyMatch(type -> FLOATING.contains(type.getName()))))
            .because("amounts are integers in base units")
            .allowEmptyShould(true);

    /**
     * Inner modules are functions over values, so fields are final. Only a confined object may change: its mutable
     * fields are private instance fields, its class is final or not public, and the class is no value, that is, it
     * declares no {@code equals}. Such an object serves one computation on one thread.
     */
    public static final ArchRule MUTABLE_FIELDS_ARE_CONFINED = fields().that(describe(
                    "are written by hand", (JavaField field) -> !field.getName().startsWith("$")))
            .should(new ArchCondition<>("be final, or private fields of a confined object") {
                @Override
                public void check(JavaField field, ConditionEvents events) {
                    boolean fits = field.getModifiers().contains(JavaModifier.FINAL) || isConfined(field);
                    events.add(new SimpleConditionEvent(field, fits, field.getDescription() + " can change"));
                }
            })
            .because("inner modules are functions over values")
            .allowEmptyShould(true);

    public static final ArchRule NO_FIELD_INJECTION = noFields()
            .should()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .orShould()
            .beAnnotatedWith("jakarta.inject.Inject")
            .because("dependencies are constructor parameters")
            .allowEmptyShould(true);

    public static final ArchRule NO_CONSOLE = noClasses()
            .that(not(resideInAnyPackage("org.holdfast.launcher..", "org.holdfast.bench..")))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace")
            .because("operators read logs; only the launcher and the benchmarks speak to a terminal")
            .allowEmptyShould(true);

    /** Which libraries may be imported where: a library that leaks out of its adapter cannot be replaced. */
    public static final List<ArchRule> LIBRARY_BORDERS = List.of(
            border("org.axonframework..", "org.holdfast.freeze.app..axon..", "org.holdfast.freeze.app.config.."),
            border(
                    "org.apache.kafka..",
                    "org.holdfast..app..kafka..",
                    "org.holdfast..app.config..",
                    "org.holdfast.kit.kafka..",
                    "org.holdfast.servers..",
                    "org.holdfast.bench.."),
            border("org.bitcoinj..", "org.holdfast.chain.bitcoin..", "org.holdfast.bench.peer.."),
            border(
                    "org.web3j..",
                    "org.holdfast.chain.evm..",
                    "org.holdfast.chain.tron..",
                    "org.holdfast.bench.peer.."));

    public static final ArchRule NO_CYCLES = slices().matching("org.holdfast.(*).(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    private HouseRules() {}

    /** The main classes below a package, tests left out. */
    public static JavaClasses mainClasses(String packageName) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(packageName);
    }

    /** What every module obeys. */
    public static void checkEverywhere(JavaClasses classes) {
        Stream.concat(
                        Stream.of(NO_AMBIENT_TIME, NO_AMBIENT_CHANCE, NO_FIELD_INJECTION, NO_CONSOLE, NO_CYCLES),
                        LIBRARY_BORDERS.stream())
                .forEach(rule -> rule.check(classes));
        everyPackageIsNullMarked().check(classes);
    }

    /** What inner modules and contracts obey besides: no floating point. */
    public static void checkExact(JavaClasses classes) {
        NO_FLOATING_FIELD.check(classes);
        NO_FLOATING_SIGNATURE.check(classes);
    }

    /** The extra rules of an inner module: it knows the JDK, the primitives and itself, and shares no mutable state. */
    public static void checkInner(JavaClasses classes, String... ownPackages) {
        checkEverywhere(classes);
        checkExact(classes);
        MUTABLE_FIELDS_ARE_CONFINED.check(classes);
        knowsOnly(ownPackages).check(classes);
    }

    /** Inner modules know the JDK, JSpecify, the primitives and themselves. */
    public static ArchRule knowsOnly(String... ownPackages) {
        String[] known = Stream.concat(
                        Stream.of("java..", "org.jspecify..", "org.holdfast.primitives.."), Stream.of(ownPackages))
                .toArray(String[]::new);
        return classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(known))
                .because("inner modules know no framework");
    }

    /** Null is marked: every package says that absence is the exception. */
    public static ArchRule everyPackageIsNullMarked() {
        return classes()
                .that(describe(
                        "are not generated",
                        (JavaClass c) -> !c.getPackageName().contains(".records.")
                                || c.getPackageName().equals("org.holdfast.records")))
                .should()
                .resideInAnyPackage("org.holdfast..")
                .andShould(NullMarkedPackage.beNullMarked())
                .allowEmptyShould(true);
    }

    private static ArchRule border(String library, String... allowed) {
        return noClasses()
                .that(not(resideInAnyPackage(allowed)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(library))
                .because("only " + String.join(", ", allowed) + " know " + library)
                .allowEmptyShould(true);
    }

    /** Wiring code is where the real clock and the real source of ids are chosen, once. */
    private static DescribedPredicate<JavaClass> areNotWiring() {
        return not(resideInAnyPackage("org.holdfast..app.config..", "org.holdfast.launcher..", "org.holdfast.bench.."));
    }

    private static DescribedPredicate<JavaCall<?>> calls(Set<String> names) {
        return describe("a call of the ambient clock", call -> names.contains(nameOf(call)));
    }

    private static DescribedPredicate<JavaCall<?>> callsUnit(Set<String> names) {
        return describe("a call of ambient chance", call -> names.contains(nameOf(call)));
    }

    private static boolean isConfined(JavaField field) {
        JavaClass owner = field.getOwner();
        boolean closed = !owner.getModifiers().contains(JavaModifier.PUBLIC)
                || owner.getModifiers().contains(JavaModifier.FINAL);
        return field.getModifiers().contains(JavaModifier.PRIVATE)
                && !field.getModifiers().contains(JavaModifier.STATIC)
                && closed
                && owner.tryGetMethod("equals", Object.class).isEmpty();
    }

    private static String nameOf(JavaCall<?> call) {
        return call.getTargetOwner().getName() + "." + call.getTarget().getName();
    }
}

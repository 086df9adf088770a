package org.holdfast.testkit;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** Holds where a class's package carries {@link NullMarked} in its package-info. */
final class NullMarkedPackage extends ArchCondition<JavaClass> {
    private NullMarkedPackage() {
        super("be in a package marked @NullMarked");
    }

    static ArchCondition<JavaClass> beNullMarked() {
        return new NullMarkedPackage();
    }

    @Override
    public void check(JavaClass item, ConditionEvents events) {
        boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(new SimpleConditionEvent(
                item, marked, item.getName() + (marked ? " is" : " is not") + " in a @NullMarked package"));
    }
}

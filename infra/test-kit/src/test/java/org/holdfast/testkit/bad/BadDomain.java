package org.holdfast.testkit.bad;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.FakeClient;
import org.springframework.beans.factory.annotation.Autowired;

/** Breaks every house rule once, so that each rule is shown to catch something. */
@SuppressWarnings("UnusedVariable")
public class BadDomain {
    double amount;

    @Autowired
    Object mutable;

    private static int shared;

    private int subclassed;

    static final class BadValue {
        private int changing;

        @Override
        public boolean equals(Object other) {
            return other instanceof BadValue value && value.changing == changing;
        }

        @Override
        public int hashCode() {
            return changing;
        }
    }

    /** Breaks no rule: a confined object. */
    static final class Counter {
        private int count;

        int next() {
            return ++count;
        }
    }

    int changes() {
        shared++;
        return ++subclassed;
    }

    Instant ambientTime() {
        return Instant.now();
    }

    UUID ambientId() {
        return UUID.randomUUID();
    }

    Random ambientChance() {
        return new Random();
    }

    float ratio(float part) {
        return part;
    }

    void talks() {
        System.out.println("to the terminal");
    }

    FakeClient leaks() {
        return new FakeClient();
    }
}

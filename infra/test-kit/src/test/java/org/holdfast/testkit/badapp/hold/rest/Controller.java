package org.holdfast.testkit.badapp.hold.rest;

import org.holdfast.testkit.badapp.hold.jdbc.Table;

/** Knows the table instead of a port: what the rule refuses. */
public class Controller {
    Table table() {
        return new Table();
    }
}

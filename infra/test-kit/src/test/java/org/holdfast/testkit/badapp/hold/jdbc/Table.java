package org.holdfast.testkit.badapp.hold.jdbc;

/** An adapter that another adapter knows. */
public class Table {}

package org.holdfast.testservers;

/** An empty database of a real PostgreSQL. */
public record Database(String jdbcUrl, String user, String password) {}

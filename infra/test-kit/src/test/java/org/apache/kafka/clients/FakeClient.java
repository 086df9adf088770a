package org.apache.kafka.clients;

/** Stands where the real client stands, so that the border rule can be shown to catch it without the library. */
public class FakeClient {}

package org.holdfast.tracing.app.rest;

import org.holdfast.primitives.id.OfficerId;

/** Who asks, by the token that came with the request. */
record Officer(OfficerId id, String role) {
    static final String ATTRIBUTE = Officer.class.getName();
}

package org.holdfast.api.hold;

/**
 * What a command came to.
 *
 * @param state of the request afterwards
 * @param changed false where the command had taken effect before
 */
public record HoldStateResponse(String holdId, String state, boolean changed) {}

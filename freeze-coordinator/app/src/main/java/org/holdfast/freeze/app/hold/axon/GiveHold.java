package org.holdfast.freeze.app.hold.axon;

import org.holdfast.freeze.hold.HoldCommand;

/** Carries a command to the request that it is for. Never leaves the process, so it has no stored form. */
record GiveHold(HoldCommand command) {}

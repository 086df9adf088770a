package org.holdfast.freeze.app.aggregate.axon;

import org.holdfast.freeze.app.aggregate.AggregateKind;
import org.holdfast.freeze.decider.Command;
import org.holdfast.freeze.decider.Refusal;

/** Carries a command of any aggregate to the one handler. It never leaves the process, so it has no stored form. */
record GiveCommand<C extends Command, E, S, R extends Refusal>(AggregateKind<C, E, S, R> kind, C command) {}

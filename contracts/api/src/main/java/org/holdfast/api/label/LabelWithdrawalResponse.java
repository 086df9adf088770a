package org.holdfast.api.label;

/** How many facts rested on the label and are withdrawn with it; none where it was withdrawn before. */
public record LabelWithdrawalResponse(int factsWithdrawn) {}

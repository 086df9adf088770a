package org.holdfast.freeze.hold.answer;

import java.util.EnumSet;
import java.util.Set;

/** Why a line was answered as it was; the closed list that exchanges answer with. */
public enum ReasonCode {
    OK_FULL,
    OK_PARTIAL,
    NO_ACCOUNT,
    ZERO_BALANCE,
    MOVED_BEFORE_RECEIPT,
    MOVED_AFTER_RECEIPT,
    OMNIBUS_NOT_ATTRIBUTABLE,
    LOCKED_STAKED,
    PENDING_WITHDRAWAL_CANCELLED,
    PENDING_WITHDRAWAL_NOT_STOPPABLE,
    WRONG_ENTITY,
    DEFECT_MISSING_FIELD,
    DEFECT_MANIFEST_ERROR,
    SIGNATURE_INVALID,
    AUTHORITY_UNVERIFIED,
    NEEDS_MLA,
    CONFLICT_OF_LAW,
    PRIVILEGE_OR_IMMUNITY,
    ALREADY_RESTRAINED,
    ORDER_EXPIRED,
    OTHER;

    private static final Set<ReasonCode> FOR_FULL = EnumSet.of(OK_FULL, LOCKED_STAKED, PENDING_WITHDRAWAL_CANCELLED);
    private static final Set<ReasonCode> FOR_PART = EnumSet.of(
            OK_PARTIAL,
            MOVED_BEFORE_RECEIPT,
            MOVED_AFTER_RECEIPT,
            LOCKED_STAKED,
            PENDING_WITHDRAWAL_CANCELLED,
            PENDING_WITHDRAWAL_NOT_STOPPABLE,
            ALREADY_RESTRAINED,
            OTHER);
    private static final Set<ReasonCode> FOR_NOTHING = EnumSet.of(
            NO_ACCOUNT,
            ZERO_BALANCE,
            MOVED_BEFORE_RECEIPT,
            MOVED_AFTER_RECEIPT,
            OMNIBUS_NOT_ATTRIBUTABLE,
            LOCKED_STAKED,
            PENDING_WITHDRAWAL_NOT_STOPPABLE,
            WRONG_ENTITY,
            ALREADY_RESTRAINED,
            OTHER);
    private static final Set<ReasonCode> FOR_DECLINE = EnumSet.of(
            DEFECT_MISSING_FIELD,
            DEFECT_MANIFEST_ERROR,
            SIGNATURE_INVALID,
            AUTHORITY_UNVERIFIED,
            NEEDS_MLA,
            CONFLICT_OF_LAW,
            PRIVILEGE_OR_IMMUNITY,
            ORDER_EXPIRED,
            OTHER);

    /** Whether the code can explain a line that was held in full, in part, not at all, or declined. */
    public boolean explains(LineResult result, boolean inFull) {
        return switch (result) {
            case HELD -> (inFull ? FOR_FULL : FOR_PART).contains(this);
            case NOT_HELD -> FOR_NOTHING.contains(this);
            case DECLINED -> FOR_DECLINE.contains(this);
        };
    }
}

package org.holdfast.freeze.memo;

import java.util.List;
import org.holdfast.freeze.app.access.RefusedException;
import org.holdfast.primitives.InputFault;

/** The bodies of the interface, and refusals as answers. */
final class MemoBodies {
    private MemoBodies() {}

    record WriteRequest(String text) {}

    record Memo(String memoId, String text) {}

    record MemosResponse(List<Memo> memos) {}

    static RefusedException refusal(MemoRefusal refusal) {
        return switch (refusal) {
            case MemoRefusal.TextBlank _ -> refused("memo.text.blank", 422);
            case MemoRefusal.MemoNotOpen _ -> refused("memo.state.not-open", 409);
        };
    }

    private static RefusedException refused(String code, int status) {
        return new RefusedException(
                new InputFault(
                        code, "the memo does not fit", "memo", "an open memo with a text", "another", "correct it"),
                status);
    }
}

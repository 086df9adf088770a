package org.holdfast.freeze.memo;

import java.util.List;
import java.util.Map;
import org.holdfast.kit.rest.ErrorCodes;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.springframework.http.HttpStatus;

/** The bodies of the interface, and refusals as answers. */
final class MemoBodies {
    static final ErrorCodes ERRORS = new ErrorCodes(Map.of(
            HttpStatus.UNPROCESSABLE_CONTENT, List.of("memo.text.blank"),
            HttpStatus.CONFLICT, List.of("memo.state.not-open")));

    private MemoBodies() {}

    record WriteRequest(String text) {}

    record Memo(String memoId, String text) {}

    record MemosResponse(List<Memo> memos) {}

    static InputFaultException refusal(MemoRefusal refusal) {
        return switch (refusal) {
            case MemoRefusal.TextBlank _ -> refused("memo.text.blank");
            case MemoRefusal.MemoNotOpen _ -> refused("memo.state.not-open");
        };
    }

    private static InputFaultException refused(String code) {
        return new InputFaultException(new InputFault(
                code, "the memo does not fit", "memo", "an open memo with a text", "another", "correct it"));
    }
}

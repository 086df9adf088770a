package org.holdfast.chain.evm.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors as nodes and providers word them. */
class RefusalTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "THROTTLED | 429 | Your app has exceeded its compute units per second capacity, consider an upgrade",
                "THROTTLED | -32005 | daily request count exceeded, request rate limited",
                "THROTTLED | -32007 | 50/second request limit reached",
                "THROTTLED | -32600 | project ID request rate exceeded",
                "THROTTLED | -32000 | Too many requests, please try again",
                "THROTTLED | 1015 | Monthly capacity limit exceeded. Upgrade your plan",
                "UNDONE | 3 | execution reverted: no",
                "UNDONE | -32000 | invalid opcode: INVALID",
                "UNDONE | -32015 | VM execution error.",
                "GIVEN_UP | -32000 | missing trie node 2361beabb6 (path )",
                "GIVEN_UP | -32000 | required historical state unavailable (reexec=128)",
                "GIVEN_UP | -32000 | historical state ab12 is not available",
                "GIVEN_UP | 4444 | pruned history unavailable",
                "GIVEN_UP | -32603 | World state unavailable",
                "NO_SUCH_BLOCK | -32000 | header not found",
                "NO_SUCH_BLOCK | -32000 | finalized block not found",
                "NO_SUCH_BLOCK | -39001 | Unknown block",
                "NO_SUCH_BLOCK | -32001 | resource not found",
                "NO_SUCH_BLOCK | -32000 | block 0x5 not found",
                "NO_SUCH_BLOCK | -32000 | cannot query unfinalized data",
                "NOT_THIS_WAY | -32601 | the method debug_traceBlockByHash does not exist/is not available",
                "NOT_THIS_WAY | -32602 | invalid argument 0: hex number > 64 bits",
                "NOT_THIS_WAY | -32600 | unsupported method",
                "NOT_THIS_WAY | -32004 | Method not supported",
                "NOT_THIS_WAY | -32000 | method not whitelisted",
                "NOT_THIS_WAY | 0 | debug_traceBlockByHash is not available on the free tier",
                "NOT_THIS_WAY | 35 | method is not available on your plan",
                "NOT_THIS_WAY | -32000 | tracer not found",
                "NOT_THIS_WAY | -32603 | javascript based tracing is not available",
                "MAY_PASS | -32603 | Internal error",
                "MAY_PASS | -32000 | tracing is not available while the node is syncing",
                "MAY_PASS | -32000 | endpoint not available, try again later",
                "MAY_PASS | -32000 | API unavailable",
                "MAY_PASS | -32002 | resource unavailable",
                "MAY_PASS | -32000 | execution timeout",
                "MAY_PASS | -32000 | node is syncing",
                "MAY_PASS | -32055 | No nodes available",
                "MAY_PASS | 19 | Temporary internal error. Please retry",
                "MAY_PASS | -31999 | words that nobody has said before"
            })
    void anErrorHasOneMeaning(Refusal meaning, int code, String message) {
        assertThat(Refusal.of(code, message)).isEqualTo(meaning);
    }

    @Test
    void wordsAreOneLineBoundedAndVisible() {
        assertThat(Refusal.quote("\n  first \u001b[31m\nsecond")).isEqualTo("\"first \\u001b[31m\"");
        assertThat(Refusal.quote("<!DOCTYPE html>\n<html><head>\n<title>502 Bad Gateway</title>"))
                .isEqualTo("\"502 Bad Gateway\"");
        assertThat(Refusal.quote("x".repeat(5_000))).hasSizeLessThan(120);
        assertThat(Refusal.quote("")).isEqualTo("\"\"");
    }
}

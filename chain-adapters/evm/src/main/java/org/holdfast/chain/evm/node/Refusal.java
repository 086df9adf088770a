package org.holdfast.chain.evm.node;

import java.util.Set;
import java.util.regex.Pattern;
import org.holdfast.primitives.InputFault;

/**
 * What an error of a node means for the caller. Codes alone do not say it: nodes and providers use the same one for an
 * absent method, a block that is not there yet and a spent allowance. An error that is not known may pass.
 */
enum Refusal {
    /** There were too many questions: nothing is asked for a while. */
    THROTTLED,
    /** A contract undid the call. */
    UNDONE,
    /** The node has given up the state or the history of a block: no waiting brings it back. */
    GIVEN_UP,
    /** The node does not have such a block or transaction, or not yet. */
    NO_SUCH_BLOCK,
    /** The node does not have the method, or not with this parameter, or not for this client. */
    NOT_THIS_WAY,
    /** The node is busy, starts, or has a fault. */
    MAY_PASS;

    /** Characters of a message that are looked at. */
    private static final int MESSAGE_MAX = 1_000;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int LIMIT_EXCEEDED = -32_005;
    private static final int TOO_MANY_PER_SECOND = -32_007;
    private static final int REVERTED = 3;
    /** EIP-4444: the history before a height is not kept. */
    private static final int PRUNED = 4_444;

    private static final int INVALID_REQUEST = -32_600;
    private static final int METHOD_NOT_FOUND = -32_601;
    private static final int INVALID_PARAMETERS = -32_602;
    private static final int METHOD_NOT_SUPPORTED = -32_004;
    private static final Set<Integer> THROTTLES = Set.of(TOO_MANY_REQUESTS, LIMIT_EXCEEDED, TOO_MANY_PER_SECOND);
    private static final Set<Integer> OTHER_WAYS =
            Set.of(INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMETERS, METHOD_NOT_SUPPORTED);

    private static final Pattern TOO_MANY = words("too many requests|rate.?limit|rate exceeded|requests per second"
            + "|requests limited|(limit|quota|capacity)\\b.{0,20}\\b(exceeded|reached)|exceeded .{0,60}"
            + "(limit|quota|capacity|units)"
            + "|over capacity|too much load");
    private static final Pattern FAILED = words("revert|out of gas|invalid opcode|invalid jump|stack (under|over)flow"
            + "|stack limit|vm execution error|vm exception");
    private static final Pattern GONE =
            words("missing trie node|historical state|state histor|world state|pruned|pruning"
                    + "|state .{0,60}(not|un)\\s?available|no state available|history .{0,40}(not|un)\\s?available");
    private static final Pattern NOT_THERE = words("\\b(header|block|transaction|resource|hash)\\b.{0,80}"
            + "\\b(not found|unknown|does not exist|not available)|(unknown|could not find|cannot find) (the )?"
            + "(block|header|transaction)|unfinalized");
    private static final Pattern NOT_HAD =
            words("\\b(method|module|namespace|api|endpoint|tracer|tracing|trace)\\b.{0,80}(\\bnot|n't) (be )?"
                    + "(found|supported|available|enabled|allowed|exist|whitelisted|implemented|permitted|included)"
                    + "|\\b(method|module|namespace|api)\\b.{0,80}disabled|(not |un)supported|not (yet )?implemented"
                    + "|whitelist|not permitted|not allowed|forbidden|\\b(plan|tier|subscription)\\b|upgrade");
    private static final Pattern SOON = words("temporar|again|later|retry|not ready|starting|sync");

    private static final Pattern TITLE = Pattern.compile("<title>([^<]*)</title>", Pattern.CASE_INSENSITIVE);

    private static Pattern words(String alternatives) {
        return Pattern.compile(alternatives, Pattern.CASE_INSENSITIVE);
    }

    /** Whether the same question may have an answer soon. */
    boolean mayPass() {
        return this == NO_SUCH_BLOCK || this == MAY_PASS;
    }

    /** What an error of JSON-RPC means. */
    static Refusal of(int code, String said) {
        String message = said.length() <= MESSAGE_MAX ? said : said.substring(0, MESSAGE_MAX);
        if (THROTTLES.contains(code) || TOO_MANY.matcher(message).find()) {
            return THROTTLED;
        }
        if (code == REVERTED || FAILED.matcher(message).find()) {
            return UNDONE;
        }
        if (code == PRUNED || GONE.matcher(message).find()) {
            return GIVEN_UP;
        }
        if (NOT_THERE.matcher(message).find()) {
            return NO_SUCH_BLOCK;
        }
        boolean forGood =
                NOT_HAD.matcher(message).find() && !SOON.matcher(message).find();
        boolean otherWay = OTHER_WAYS.contains(code) || forGood;
        return otherWay ? NOT_THIS_WAY : MAY_PASS;
    }

    /** Words of a node for a message: their first line, of a page its title; bounded, control characters visible. */
    static String quote(String text) {
        var title = TITLE.matcher(text);
        String line = title.find()
                ? title.group(1)
                : text.lines().filter(one -> !one.isBlank()).findFirst().orElse("");
        return InputFault.quote(line.strip());
    }
}

package org.holdfast.freeze.app.exchange;

import java.util.List;
import java.util.OptionalLong;
import org.holdfast.api.hold.HoldLineBody;
import org.holdfast.api.hold.LeftOutBody;
import org.holdfast.api.hold.TransactionBlock;
import org.holdfast.freeze.hold.HoldLine;
import org.holdfast.freeze.hold.LeftOut;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.id.HoldId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The lines of a request as the interfaces show them; the list of requests keeps them in this form. */
public final class HoldLines {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private HoldLines() {}

    /** Lines as a response carries them, with their confirmations under {@code tip}. */
    public static List<HoldLineBody> bodies(List<HoldLine> lines, @Nullable BlockRef tip) {
        return lines.stream().map(line -> body(line, tip)).toList();
    }

    private static HoldLineBody body(HoldLine line, @Nullable BlockRef tip) {
        OptionalLong confirmations = line.confirmations(tip);
        return new HoldLineBody(
                line.line(),
                line.asset().toString(),
                line.address().text(),
                text(line.outpoint()),
                line.asked().toString(),
                confirmations.isPresent() ? confirmations.getAsLong() : null,
                line.blocks().stream()
                        .map(block -> new TransactionBlock(
                                block.txid().toString(),
                                block.block().height(),
                                block.block().hash().toString()))
                        .toList());
    }

    /** Parts that a request leaves out, as a response carries them. */
    public static List<LeftOutBody> leftOut(List<LeftOut> parts) {
        return parts.stream()
                .map(part -> new LeftOutBody(
                        part.traced().address().text(),
                        text(part.traced().outpoint()),
                        part.traced().asked().toString(),
                        part.amount().toString(),
                        part.requests().stream().map(HoldId::text).toList()))
                .toList();
    }

    /** Lines as the list keeps them, JSON. */
    public static String write(List<HoldLine> lines, @Nullable BlockRef tip) {
        return JSON.writeValueAsString(bodies(lines, tip));
    }

    /** Lines from the list. */
    public static List<HoldLineBody> read(String json) {
        return List.of(JSON.readValue(json, HoldLineBody[].class));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}

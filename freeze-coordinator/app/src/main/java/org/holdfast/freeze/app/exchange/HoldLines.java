package org.holdfast.freeze.app.exchange;

import java.util.List;
import org.holdfast.api.hold.HoldLineBody;
import org.holdfast.freeze.hold.HoldLine;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The lines of a request as the interfaces show them; the list of requests keeps them in this form. */
public final class HoldLines {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private HoldLines() {}

    /** Lines as a response carries them. */
    public static List<HoldLineBody> bodies(List<HoldLine> lines) {
        return lines.stream().map(HoldLines::body).toList();
    }

    private static HoldLineBody body(HoldLine line) {
        return new HoldLineBody(
                line.line(),
                line.asset().toString(),
                line.address().text(),
                text(line.outpoint()),
                line.asked().toString());
    }

    /** Lines as the list keeps them, JSON. */
    public static String write(List<HoldLine> lines) {
        return JSON.writeValueAsString(bodies(lines));
    }

    /** Lines from the list. */
    public static List<HoldLineBody> read(String json) {
        return List.of(JSON.readValue(json, HoldLineBody[].class));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}

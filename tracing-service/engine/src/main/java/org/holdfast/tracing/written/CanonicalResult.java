package org.holdfast.tracing.written;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.tracing.block.Heights;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.exact.Fraction;

/** Parts of the written form that all results share, and the digest. Amounts are strings. */
public final class CanonicalResult {
    private CanonicalResult() {}

    /** The basis of a result: everything that determines it. */
    public static Map<String, Object> basis(
            String form,
            Map<String, Object> asked,
            String engineVersion,
            String labelSet,
            String heuristicSet,
            List<Segment> segments) {
        var basis = new TreeMap<String, Object>();
        basis.put("form", form);
        basis.put("spec", asked);
        basis.put("engine", engineVersion);
        basis.put("labels", labelSet);
        basis.put("heuristics", heuristicSet);
        basis.put("blocks", segments.stream().map(CanonicalResult::blocks).toList());
        return basis;
    }

    private static Map<String, Object> blocks(Segment segment) {
        var fields = new TreeMap<String, Object>();
        fields.put("first", segment.first().toString());
        fields.put("last", segment.last().toString());
        if (!segment.unchecked().isEmpty()) {
            fields.put(
                    "difficulty_unchecked",
                    segment.unchecked().stream().map(Heights::toString).toList());
        }
        return fields;
    }

    /** Shares by seed number; a share is {@code n} or {@code n/d}. */
    public static Map<String, Object> shares(SortedMap<Integer, Fraction> shares) {
        var fields = new TreeMap<String, Object>();
        shares.forEach((seed, share) -> fields.put(Integer.toString(seed), share.toString()));
        return fields;
    }

    /** SHA-256 over the canonical text in UTF-8: 64 hexadecimal digits. The text is never in memory as a whole. */
    public static String sha256(Map<String, Object> value) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Writer text = new OutputStreamWriter(
                    new DigestOutputStream(OutputStream.nullOutputStream(), digest), StandardCharsets.UTF_8);
            CanonicalJson.write(value, text);
            text.flush();
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

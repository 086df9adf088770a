package org.holdfast.tracing.app.trace.document;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.holdfast.tracing.written.WrittenResult;

/**
 * A result in its written form, gzip, in parts that a database row holds, and its digest. Written once, piece by piece:
 * the text of a large result is many times what the result itself takes.
 */
public record WrittenDocument(List<byte[]> parts, String digest) {
    private static final int PART_BYTES = 1 << 18;

    public WrittenDocument {
        parts = List.copyOf(parts);
    }

    public static WrittenDocument of(WrittenResult result) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            var parts = new Parts();
            try (var text = new BufferedWriter(new OutputStreamWriter(
                    new DigestOutputStream(new GZIPOutputStream(parts), digest), StandardCharsets.UTF_8))) {
                result.writeTo(text);
            }
            return new WrittenDocument(parts.full, HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private static final class Parts extends OutputStream {
        private final List<byte[]> full = new ArrayList<>();
        private final byte[] part = new byte[PART_BYTES];
        private int filled;

        @Override
        public void write(int one) {
            part[filled++] = (byte) one;
            if (filled == PART_BYTES) {
                full.add(part.clone());
                filled = 0;
            }
        }

        @Override
        public void close() {
            if (filled > 0) {
                full.add(Arrays.copyOf(part, filled));
                filled = 0;
            }
        }
    }
}

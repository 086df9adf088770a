package org.holdfast.kit.rest;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request whose body cannot be read above the limit. */
final class LimitedRequest extends HttpServletRequestWrapper {
    private final BodyLimit limit;
    private @Nullable ServletInputStream body;

    LimitedRequest(HttpServletRequest request, BodyLimit limit) {
        super(request);
        this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        ServletInputStream known = body;
        if (known == null) {
            known = new LimitedStream(super.getInputStream(), limit);
            body = known;
        }
        return known;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        String encoding = getCharacterEncoding();
        return new BufferedReader(new InputStreamReader(
                getInputStream(), encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding)));
    }

    private static final class LimitedStream extends ServletInputStream {
        private final ServletInputStream whole;
        private final BodyLimit limit;
        private long read;

        LimitedStream(ServletInputStream whole, BodyLimit limit) {
            this.whole = whole;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int next = whole.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int taken = whole.read(bytes, from, length);
            count(Math.max(0, taken));
            return taken;
        }

        private void count(int bytes) throws IOException {
            read += bytes;
            if (read > limit.bytesMax()) {
                throw new BodyTooLargeException(limit);
            }
        }

        @Override
        public boolean isFinished() {
            return whole.isFinished();
        }

        @Override
        public boolean isReady() {
            return whole.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            whole.setReadListener(listener);
        }
    }
}

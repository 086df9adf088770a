package org.holdfast.tracing.app.rest;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.holdfast.api.trace.TraceResponse;
import org.holdfast.kit.access.Needs;
import org.holdfast.kit.access.Permission;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.id.TraceId;
import org.holdfast.tracing.app.settings.TracingSettings;
import org.holdfast.tracing.app.trace.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The progress of a trace as server-sent events: one whenever something changed, the last one at its end. */
@RestController
class TraceEventsController {
    private static final Logger LOG = LoggerFactory.getLogger(TraceEventsController.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    /** A stream that shows nothing new still shows that it lives. */
    private static final int LOOKS_BETWEEN_COMMENTS = 40;

    private static final long STREAM_MILLIS_MAX = Duration.ofMinutes(30).toMillis();

    private final Traces traces;
    private final Semaphore streams;

    TraceEventsController(Traces traces, TracingSettings settings) {
        this.traces = traces;
        this.streams = new Semaphore(settings.traces().streamsMax());
    }

    @GetMapping(path = "/v1/traces/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Needs(Permission.READ_TRACES)
    SseEmitter events(@PathVariable String id) {
        var traceId = new TraceId(id);
        traces.of(traceId);
        if (!streams.tryAcquire()) {
            throw new InputFaultException(new InputFault(
                    "tracing.service.busy",
                    "too many progress streams are open",
                    "tracing service",
                    "a free place (holdfast.traces.streams-max)",
                    "none",
                    "close one, or ask for the trace itself"));
        }
        var emitter = new SseEmitter(STREAM_MILLIS_MAX);
        Thread.ofVirtual().name("trace-events").start(() -> stream(traceId, emitter));
        return emitter;
    }

    private void stream(TraceId id, SseEmitter emitter) {
        try {
            String shown = "";
            int quiet = 0;
            for (long looks = 0; looks * LOOK_EVERY.toMillis() < STREAM_MILLIS_MAX; looks++) {
                TraceResponse now = traces.progress(id);
                boolean ended = traces.ended(now);
                String text = now.state() + " " + now.progress();
                if (ended || !text.equals(shown)) {
                    emitter.send(SseEmitter.event()
                            .name(ended ? "ended" : "progress")
                            .data(now));
                    shown = text;
                    quiet = 0;
                } else if (++quiet % LOOKS_BETWEEN_COMMENTS == 0) {
                    emitter.send(SseEmitter.event().comment("still " + now.state()));
                }
                if (ended) {
                    break;
                }
                traces.awaitEnd(id, LOOK_EVERY);
            }
            emitter.complete();
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("a reader of the progress of {} is gone", id, gone);
        } catch (RuntimeException e) {
            LOG.warn("the progress of {} cannot be told", id, e);
            emitter.completeWithError(e);
        } finally {
            streams.release();
        }
    }
}

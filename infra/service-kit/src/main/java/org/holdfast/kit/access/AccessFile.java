package org.holdfast.kit.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.holdfast.kit.digest.Digests;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of accepted tokens. A look-up reads it again when the last reading is older than {@link #REREAD_AFTER}, so
 * rotation and revocation need no restart. After a reading that fails, the last good list stays valid.
 *
 * <p>Tokens are 256 random bits, so the time of a look-up by hash tells nothing about them.
 */
public final class AccessFile {
    /** The bound of rotation and revocation. */
    public static final Duration REREAD_AFTER = Duration.ofSeconds(1);

    /** About eight thousand callers. */
    private static final int BYTES_MAX = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(AccessFile.class);

    private final Path file;
    private final Clock clock;
    private volatile Reading last;

    private record Reading(
            Instant at,
            Map<String, Caller> callers,
            @Nullable InputFault fault) {
        boolean isRecent(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(REREAD_AFTER));
        }
    }

    /** Reads the file. Throws {@link InputFaultException} where it cannot be read or is malformed. */
    public AccessFile(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
        this.last = new Reading(clock.instant(), read(), null);
    }

    /** The caller with that token. */
    public Optional<Caller> caller(String token) {
        return Optional.ofNullable(reading().callers().get(Digests.sha256(token)));
    }

    /** The defect of the file at the last reading. */
    public Optional<InputFault> fault() {
        return Optional.ofNullable(reading().fault());
    }

    private Reading reading() {
        Reading known = last;
        return known.isRecent(clock.instant()) ? known : readAgain();
    }

    private synchronized Reading readAgain() {
        Instant now = clock.instant();
        Reading known = last;
        if (known.isRecent(now)) {
            return known;
        }
        Reading fresh;
        try {
            fresh = new Reading(now, read(), null);
            if (!fresh.callers().equals(known.callers()) || known.fault() != null) {
                LOG.info(
                        "the access file {} names {} callers",
                        file,
                        fresh.callers().size());
            }
        } catch (InputFaultException e) {
            fresh = new Reading(now, known.callers(), e.fault());
            if (!e.fault().equals(known.fault())) {
                LOG.error("the access file {} is not used: {}", file, e.fault().sentence());
            }
        }
        last = fresh;
        return fresh;
    }

    private Map<String, Caller> read() {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(BYTES_MAX + 1);
        } catch (IOException e) {
            throw unreadable(e.getClass().getSimpleName());
        }
        if (bytes.length > BYTES_MAX) {
            throw unreadable("more");
        }
        return AccessList.parse(file, new String(bytes, StandardCharsets.UTF_8));
    }

    private InputFaultException unreadable(String got) {
        return new InputFaultException(new InputFault(
                "service.access-file.unreadable",
                "the access file cannot be read",
                file.toString(),
                "a readable file of at most " + BYTES_MAX + " bytes",
                got,
                "restore the file; a running service keeps the last good list"));
    }
}

package org.holdfast.freeze.app.watch.axon;

import java.util.List;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.holdfast.freeze.app.watch.ClockCheck;
import org.jspecify.annotations.Nullable;

/**
 * Axon's positions and claims, for an instance whose clock is in step. A claim is a time in a row: an instance that is
 * an hour ahead would find every claim expired, and its own would not expire for an hour.
 */
public final class CheckedTokenStore extends JdbcTokenStore {
    private final ClockCheck check;

    public CheckedTokenStore(Builder builder, ClockCheck check) {
        super(builder);
        this.check = check;
    }

    @Override
    public List<Segment> fetchAvailableSegments(String processorName) {
        return check.agrees() ? super.fetchAvailableSegments(processorName) : List.of();
    }

    @Override
    public TrackingToken fetchToken(String processorName, int segment) {
        require();
        return super.fetchToken(processorName, segment);
    }

    @Override
    public TrackingToken fetchToken(String processorName, Segment segment) {
        require();
        return super.fetchToken(processorName, segment);
    }

    @Override
    public void storeToken(@Nullable TrackingToken token, String processorName, int segment) {
        require();
        super.storeToken(token, processorName, segment);
    }

    @Override
    public void extendClaim(String processorName, int segment) {
        require();
        super.extendClaim(processorName, segment);
    }

    private void require() {
        if (!check.agrees()) {
            throw new UnableToClaimTokenException("the clock of this instance is " + check.text());
        }
    }
}

package org.holdfast.freeze.app.fact.rest;

import java.time.Clock;
import org.holdfast.api.operation.FactTopicResponse;
import org.holdfast.api.operation.TopicAcceptanceRequest;
import org.holdfast.freeze.app.aggregate.Transactions;
import org.holdfast.freeze.app.fact.FactPosition;
import org.holdfast.freeze.app.fact.Facts;
import org.holdfast.freeze.app.fact.TopicSeen;
import org.holdfast.freeze.app.fact.TopicWatch;
import org.holdfast.kit.access.Caller;
import org.holdfast.kit.access.Needs;
import org.holdfast.kit.access.Permission;
import org.holdfast.kit.rest.Requests;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.records.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The topic of facts, and its acceptance by a person where it is not the one that was read. */
@RestController
class FactTopicController {
    private static final Logger LOG = LoggerFactory.getLogger(FactTopicController.class);
    private static final String TOPIC = Topics.TRACING_FACTS;
    private static final int REASON_MAX = 500;
    private static final FactPosition UNREAD = new FactPosition(null, 0);

    private final Facts facts;
    private final TopicWatch topic;
    private final Transactions transactions;
    private final Clock clock;

    FactTopicController(Facts facts, TopicWatch topic, Transactions transactions, Clock clock) {
        this.facts = facts;
        this.topic = topic;
        this.transactions = transactions;
        this.clock = clock;
    }

    @GetMapping("/v1/fact-topic")
    @Needs(Permission.READ_HOLDS)
    FactTopicResponse read() {
        return response(facts.positionNow(TOPIC).orElse(UNREAD));
    }

    @PostMapping("/v1/fact-topic/acceptance")
    @Needs(Permission.DECIDE_HOLDS)
    FactTopicResponse accept(
            @AuthenticationPrincipal Caller.Officer officer, @RequestBody TopicAcceptanceRequest request) {
        String reason = Requests.text("reason", request.reason(), REASON_MAX);
        String id = Requests.require(request.topicId(), "topicId");
        TopicSeen seen = topic.now();
        if (seen == null || !seen.id().equals(id)) {
            throw new InputFaultException(new InputFault(
                    "freeze.topic.another",
                    "the topic of facts is not the one that is to be accepted",
                    "topicId",
                    seen == null ? "a topic that the broker names" : seen.id(),
                    InputFault.quote(id),
                    "look at the topic and decide again"));
        }
        return response(transactions.run(() -> {
            FactPosition before = facts.position(TOPIC);
            if (before.fits(seen)) {
                throw new InputFaultException(new InputFault(
                        "freeze.topic.unchanged",
                        "the topic of facts is the one that was read, and holds the position",
                        "topic",
                        "a topic that was made again or cut",
                        "offset " + before.nextOffset(),
                        "there is nothing to accept"));
            }
            var after = new FactPosition(seen.id(), seen.begin());
            facts.moveTo(TOPIC, after);
            facts.accepted(TOPIC, before, after, officer.id(), reason, clock.instant());
            LOG.warn("{} accepted the topic of facts as it is: {} instead of {}", officer.id(), after, before);
            return after;
        }));
    }

    private FactTopicResponse response(FactPosition kept) {
        TopicSeen seen = topic.seen();
        if (seen != null && !kept.fits(seen)) {
            // The last look may be older than the position, which is then beyond the end that was seen.
            TopicSeen fresh = topic.now();
            seen = fresh == null ? seen : fresh;
        }
        return new FactTopicResponse(
                seen == null || kept.fits(seen),
                kept.topicId(),
                kept.nextOffset(),
                seen == null ? null : seen.id(),
                seen == null ? null : seen.begin(),
                seen == null ? null : seen.end());
    }
}

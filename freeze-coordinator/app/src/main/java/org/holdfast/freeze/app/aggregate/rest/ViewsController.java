package org.holdfast.freeze.app.aggregate.rest;

import org.holdfast.api.operation.ViewReplayResponse;
import org.holdfast.freeze.app.aggregate.Replays;
import org.holdfast.kit.access.Caller;
import org.holdfast.kit.access.Needs;
import org.holdfast.kit.access.Permission;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Read models, built again on demand. */
@RestController
class ViewsController {
    private static final Logger LOG = LoggerFactory.getLogger(ViewsController.class);

    private final Replays replays;

    ViewsController(Replays replays) {
        this.replays = replays;
    }

    @PostMapping("/v1/views/{name}/replay")
    @Needs(Permission.DECIDE_HOLDS)
    ViewReplayResponse replay(@AuthenticationPrincipal Caller.Officer officer, @PathVariable String name) {
        if (!replays.names().contains(name)) {
            throw new InputFaultException(new InputFault(
                    "freeze.view.unknown",
                    "there is no such read model",
                    "name",
                    "one of " + String.join(", ", replays.names()),
                    InputFault.quote(name),
                    "name one of those"));
        }
        LOG.warn("{} lets {} be built again", officer.id(), name);
        replays.replay(name);
        return new ViewReplayResponse(name);
    }
}

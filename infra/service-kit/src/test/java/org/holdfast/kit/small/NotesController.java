package org.holdfast.kit.small;

import java.sql.SQLException;
import org.holdfast.kit.access.Caller;
import org.holdfast.kit.access.Needs;
import org.holdfast.kit.access.Permission;
import org.holdfast.kit.rest.Requests;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class NotesController {
    record Note(@Nullable String text) {}

    record Read(String by, int limit) {}

    @GetMapping("/v1/notes")
    @Needs(Permission.READ_HOLDS)
    Read read(@AuthenticationPrincipal Caller.Officer officer, @RequestParam(defaultValue = "10") int limit) {
        return new Read(officer.id().text(), limit);
    }

    @PostMapping(path = "/v1/notes", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Needs(Permission.DRAFT_HOLDS)
    Note write(@RequestBody Note note) {
        return new Note(Requests.text("text", note.text(), 500));
    }

    @PostMapping("/v1/bytes")
    @Needs(Permission.DRAFT_HOLDS)
    int bytes(@RequestBody byte[] body) {
        return body.length;
    }

    @GetMapping("/exchange/v1/notes")
    @Needs(Permission.ANSWER_HOLDS)
    Read inbox(@AuthenticationPrincipal Caller.Exchange exchange) {
        return new Read(exchange.id().text(), 1);
    }

    @GetMapping("/v1/open")
    String open() {
        return "open";
    }

    @GetMapping("/v1/faults/{code}")
    @Needs(Permission.READ_HOLDS)
    String fault(@PathVariable String code) {
        if (code.equals("defect")) {
            throw new IllegalStateException("a secret of the service");
        }
        if (code.startsWith("sqlstate-")) {
            throw new IllegalStateException(
                    "a transaction", new SQLException("a statement", code.substring("sqlstate-".length())));
        }
        throw new InputFaultException(new InputFault(code, "it failed", "here", "this", "that", "change it"));
    }
}

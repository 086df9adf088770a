package org.holdfast.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesTest {
    @TempDir
    private Path folder;

    @Test
    void routesOfControllersAreFoundWithTheirPermissions() {
        assertThat(Routes.declared("org.holdfast.kit.small"))
                .containsExactly(
                        "get /exchange/v1/notes needs answer-holds",
                        "get /v1/faults/{code} needs read-holds",
                        "get /v1/notes needs read-holds",
                        "get /v1/open needs nothing",
                        "post /v1/bytes needs draft-holds",
                        "post /v1/notes needs draft-holds");
    }

    @Test
    void routesOfADescriptionAreFoundWithTheirPermissions() throws Exception {
        Path file = Files.writeString(folder.resolve("api.yaml"), """
                paths:
                  /v1/notes:
                    get:
                      x-permission: read-holds
                      operationId: readNotes
                    post:
                      operationId: writeNote
                  /v1/notes/{id}:
                    delete:
                      x-permission: draft-holds
                """);
        assertThat(Routes.described(file))
                .containsExactly(
                        "delete /v1/notes/{id} needs draft-holds",
                        "get /v1/notes needs read-holds",
                        "post /v1/notes needs nothing");
    }
}

package org.holdfast.launcher.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens and the files that hold them. */
class AccessTest {
    @TempDir
    Path home;

    private NodeLayout layout() {
        return new NodeLayout(home, home.resolve("node"));
    }

    private static String rights(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void onlyTheOwnerMayReadTheTokensAndTheirHashes() throws Exception {
        Access.ensure(layout());
        assertThat(rights(layout().tokens())).isEqualTo("rw-------");
        assertThat(rights(layout().accepted())).isEqualTo("rw-------");
    }

    @Test
    void everyOfficerAndExchangeHasATokenOfItsOwn() {
        Access.ensure(layout());
        var tokens = List.of(
                Access.token(layout(), Access.INVESTIGATOR),
                Access.token(layout(), Access.SUPERVISOR),
                Access.token(layout(), "exchange-a"),
                Access.token(layout(), "exchange-b"));
        assertThat(tokens).doesNotHaveDuplicates().allMatch(token -> token.matches("[0-9a-f]{64}"));
    }

    @Test
    void theServicesGetHashesWithKindIdAndRole() throws Exception {
        Access.ensure(layout());
        String token = Access.token(layout(), Access.SUPERVISOR);
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        assertThat(Files.readAllLines(layout().accepted()))
                .contains(hash + " officer supervisor-1 supervisor")
                .filteredOn(line -> line.endsWith(" vasp exchange-a exchange"))
                .hasSize(1);
        assertThat(Files.readString(layout().accepted())).doesNotContain(token);
    }

    @Test
    void tokensAreMadeOnce() {
        Access.ensure(layout());
        String token = Access.token(layout(), Access.INVESTIGATOR);
        Access.ensure(layout());
        assertThat(Access.token(layout(), Access.INVESTIGATOR)).isEqualTo(token);
    }

    @Test
    void ifOneOfTheFilesIsGoneBothAreMadeAgain() throws Exception {
        Access.ensure(layout());
        String token = Access.token(layout(), Access.INVESTIGATOR);
        Files.delete(layout().accepted());
        Access.ensure(layout());
        assertThat(Access.token(layout(), Access.INVESTIGATOR)).isNotEqualTo(token);
    }

    @Test
    void anUnknownIdIsRefusedWithTheKnownOnes() {
        Access.ensure(layout());
        InputFault fault = catchThrowableOfType(
                        InputFaultException.class, () -> Access.token(layout(), "nobody\u001b[2J"))
                .fault();
        assertThat(fault.code()).isEqualTo("launcher.officer.unknown");
        assertThat(fault.expected()).isEqualTo("one of exchange-a, exchange-b, investigator-1, supervisor-1");
        assertThat(fault.got()).isEqualTo("\"nobody\\u001b[2J\"");
    }

    @Test
    void aMalformedOrMissingFileOfTokensIsNamedWithItsLineAndShowsNoToken() throws Exception {
        Access.ensure(layout());
        String good = Files.readString(layout().tokens());
        String token = Access.token(layout(), Access.SUPERVISOR);
        for (String bad : List.of(Access.SUPERVISOR, Access.SUPERVISOR + " " + token + " x", "x  " + token, "x y")) {
            Files.writeString(layout().tokens(), good + bad + "\n");
            InputFault fault = unusable();
            assertThat(fault.where()).isEqualTo(layout().tokens() + ", line 5");
            assertThat(fault.sentence()).doesNotContain(token);
        }
        Files.delete(layout().tokens());
        assertThat(unusable().where()).isEqualTo(layout().tokens().toString());
    }

    private InputFault unusable() {
        InputFault fault = catchThrowableOfType(
                        InputFaultException.class, () -> Access.token(layout(), Access.INVESTIGATOR))
                .fault();
        assertThat(fault.code()).isEqualTo("launcher.tokens.unusable");
        return fault;
    }
}

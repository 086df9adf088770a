package org.holdfast.chain.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be used is refused before a broker or a node is asked. */
class SourceOptionsTest {
    private static final String WITHOUT_BROKER = "127.0.0.1:1";

    @ParameterizedTest
    @CsvSource({
        "--chain eip155:1 --node http://h --checkpoint 1:00, --checkpoint",
        "--chain eip155:1 --node http://h --zmq tcp://h:1, --zmq",
        "--chain eip155:1 --node http://h --cookie c, --cookie",
        "--chain eip155:1 --node http://h --peer h:1, --peer",
        "--chain regtest --node http://h --websocket ws://h, --websocket",
        "--chain regtest --node http://h --no-internal-transfers, --no-internal-transfers",
        "--chain regtest --node http://h --final-word SAFE, --final-word",
        "--chain regtest --node http://h --receipts single, --receipts",
        "--chain regtest --node http://h --traces parity, --traces",
        "--chain regtest --node http://h --trace-timeout PT9S, --trace-timeout",
        "--chain regtest --node http://h --peer h:1, --peer",
        "--chain regtest --source rest --node http://h --user u, --user",
        "--chain regtest --source p2p --peer h:1 --zmq tcp://h:1, --zmq",
        "--chain regtest --source p2p --peer h:1 --node http://h, --node",
        "--chain regtest --source files --files f --cookie c, --cookie",
    })
    void anOptionThatDoesNothingForTheSourceIsRefused(String line, String option) {
        assertThat(follow(line)).startsWith("chain.source.option-not-supported").contains("(" + option + ")");
    }

    @ParameterizedTest
    @CsvSource({
        "--chain eip155:1 --source p2p --node http://h, --source",
        "--chain regtest --source carrier-pigeon --node http://h, --source",
        "--chain regtest --node http://h --zmq h:1, --zmq",
        "--chain regtest --node http://h --zmq tcp://h, --zmq",
        "--chain regtest --node http://h --zmq tcp://h:many, --zmq",
        "--chain regtest --source p2p --peer h, --peer",
        "--chain eip155:1 --node http://h --receipts both, --receipts",
        "--chain eip155:1 --node http://h --traces none, --traces",
        "--chain eip155:1 --node http://h --trace-timeout PT0S, --trace-timeout",
        "--chain eip155:1 --node http://h --trace-timeout PT99H, --trace-timeout",
    })
    void anOptionThatDescribesNoSourceIsRefused(String line, String option) {
        assertThat(follow(line)).startsWith("chain.source.option-unusable").contains("(" + option + ")");
    }

    @ParameterizedTest
    @CsvSource({
        "--chain regtest --node http://u:SECRET@h/SECRET --cookie c, --node",
        "--chain regtest --node http://u:SECRET@h/SECRET --user u --password-file p, --node",
        "--chain regtest --node http//u:SE/CRET@h/SECRET, --node",
        "--chain regtest --node ftp://u:SECRET@h/SECRET, --node",
        "--chain eip155:1 --node http://h --websocket http://u:SECRET@h/SECRET, --websocket",
        "--chain eip155:1 --node http://h --websocket ws:/u:SECRET@h/SECRET, --websocket",
    })
    void anAddressThatIsRefusedIsShownWithoutItsSecrets(String line, String option) {
        assertThat(follow(line)).contains(option).doesNotContain("SECRET", "CRET");
    }

    private static String follow(String line) {
        var said = new StringWriter();
        var arguments = new ArrayList<>(List.of("follow", "--kafka", WITHOUT_BROKER));
        arguments.addAll(List.of(line.split(" ", -1)));
        int exit = ChainAdapter.commandLine()
                .setErr(new PrintWriter(said))
                .setOut(new PrintWriter(new StringWriter()))
                .execute(arguments.toArray(String[]::new));
        assertThat(exit).as(said.toString()).isEqualTo(2);
        return said.toString();
    }
}

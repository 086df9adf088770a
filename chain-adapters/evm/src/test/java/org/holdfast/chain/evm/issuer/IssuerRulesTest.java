package org.holdfast.chain.evm.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.chain.evm.SampleBlocks.address;
import static org.holdfast.chain.evm.SampleBlocks.data;
import static org.holdfast.chain.evm.SampleBlocks.frame;
import static org.holdfast.chain.evm.SampleBlocks.log;
import static org.holdfast.chain.evm.extract.LogCase.lines;

import java.math.BigInteger;
import java.nio.file.Files;
import java.util.List;
import org.holdfast.chain.evm.block.EvmLog;
import org.holdfast.chain.evm.call.CallFrame;
import org.holdfast.chain.evm.call.CallJson;
import org.holdfast.chain.evm.call.CallKind;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.chain.evm.event.Signatures;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.chain.evm.network.Mainnet;
import org.holdfast.primitives.Hash256;
import org.holdfast.testkit.RealData;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class IssuerRulesTest {
    private static final EvmNetwork MAINNET = Mainnet.network();
    private static final EvmAddress THIEF = address(0xBAD);
    private static final EvmAddress OWNER = address(0x0B0B);
    private static final EvmAddress OTHER = address(0x7777);
    private static final EvmAddress WALLET = Mainnet.TETHER_WALLET;
    private static final String USDT = "erc20:" + Mainnet.USDT;

    @Test
    void freezesAreReadInBothShapes() {
        for (Hash256 topic : List.of(
                Signatures.ADDED_BLACK_LIST,
                Signatures.BLACKLISTED,
                Signatures.ADDRESS_FROZEN,
                Signatures.BLOCK_PLACED)) {
            assertThat(lines(MAINNET, List.of(log(Mainnet.USDT, topic, List.of(), data(THIEF)))))
                    .containsExactly("act FREEZE known " + THIEF + " null");
            assertThat(lines(MAINNET, List.of(log(OTHER, topic, List.of(THIEF), Bytes.EMPTY))))
                    .containsExactly("act FREEZE unknown " + THIEF + " null");
        }
        assertThat(lines(MAINNET, List.of(log(Mainnet.USDC, Signatures.UN_BLACKLISTED, List.of(THIEF), Bytes.EMPTY))))
                .containsExactly("act UNFREEZE known " + THIEF + " null");
    }

    @Test
    void aDestroyIsALedgerEntryInBothShapes() {
        var expected = List.of("DESTROY " + USDT + " " + THIEF + " -> null 200", "act DESTROY known " + THIEF + " 200");
        assertThat(lines(MAINNET, List.of(destroyed(List.of(), data(THIEF, 200)))))
                .isEqualTo(expected);
        assertThat(lines(MAINNET, List.of(destroyed(List.of(THIEF), data(200)))))
                .isEqualTo(expected);
        assertThat(lines(MAINNET, List.of(destroyed(List.of(), data(200)))))
                .containsExactly("undecoded " + Mainnet.USDT + ": data of 32 bytes instead of 64");
    }

    @Test
    void aDestroyThatATransferTellsIsNotBookedTwice() {
        var transfer = log(Mainnet.USDT, Signatures.TRANSFER, List.of(THIEF, EvmAddress.ZERO), data(200));
        assertThat(lines(MAINNET, List.of(transfer, destroyed(List.of(), data(THIEF, 200)))))
                .containsExactly(
                        "TOKEN_TRANSFER " + USDT + " " + THIEF + " -> " + EvmAddress.ZERO + " 200",
                        "act DESTROY known " + THIEF + " 200");
    }

    @Test
    void issueAndRedeemBookToWhoCalled() {
        var issue = log(Mainnet.USDT, Signatures.ISSUE, List.of(), data(500));
        var redeem = log(Mainnet.USDT, Signatures.REDEEM, List.of(), data(70));
        assertThat(lines(
                        MAINNET,
                        List.of(issue, redeem),
                        called(OWNER, Mainnet.USDT, Signatures.CALL_ISSUE, data(500)),
                        called(OWNER, Mainnet.USDT, Signatures.CALL_REDEEM, data(70))))
                .containsExactly(
                        "ISSUE " + USDT + " null -> " + OWNER + " 500",
                        "act ISSUE known " + OWNER + " 500",
                        "REDEEM " + USDT + " " + OWNER + " -> null 70",
                        "act REDEEM known " + OWNER + " 70");
        assertThat(lines(MAINNET, List.of(issue))).contains("ISSUE " + USDT + " null -> " + WALLET + " 500");
    }

    @Test
    void whereNobodySaysWhoHoldsNothingIsBooked() {
        var issue = log(OTHER, Signatures.ISSUE, List.of(), data(500));
        assertThat(lines(MAINNET, List.of(issue)))
                .containsExactly(
                        "undecoded " + OTHER + ": neither a call nor the configuration says whose balance 500 changed",
                        "act ISSUE unknown null 500");
    }

    @Test
    void aWipeIsTheTransferBesideIt() {
        var wiped = log(Mainnet.PYUSD, Signatures.FROZEN_ADDRESS_WIPED, List.of(THIEF), Bytes.EMPTY);
        var transfer = log(Mainnet.PYUSD, Signatures.TRANSFER, List.of(THIEF, EvmAddress.ZERO), data(9));
        var burn = log(Mainnet.PYUSD, Signatures.TRANSFER, List.of(OWNER, EvmAddress.ZERO), data(1));
        String pyusd = "erc20:" + Mainnet.PYUSD;
        assertThat(lines(MAINNET, List.of(wiped, transfer, burn)))
                .containsExactly(
                        "act WIPE known " + THIEF + " null",
                        "WIPE " + pyusd + " " + THIEF + " -> " + EvmAddress.ZERO + " 9",
                        "TOKEN_TRANSFER " + pyusd + " " + OWNER + " -> " + EvmAddress.ZERO + " 1");
    }

    @Test
    void commonEventsCountForKnownIssuersOnly() {
        var pause = log(Mainnet.USDT, Signatures.PAUSE, List.of(), Bytes.EMPTY);
        var role = log(Mainnet.USDC, Signatures.BLACKLISTER_CHANGED, List.of(OWNER), Bytes.EMPTY);
        var owner = log(Mainnet.USDC, Signatures.OWNERSHIP_TRANSFERRED, List.of(THIEF, OWNER), Bytes.EMPTY);
        var strange = log(OTHER, Signatures.PAUSE, List.of(), Bytes.EMPTY);
        assertThat(lines(MAINNET, List.of(pause, role, owner, strange)))
                .containsExactly(
                        "act PAUSE known null null",
                        "act ROLE_CHANGE known " + OWNER + " null",
                        "act ROLE_CHANGE known " + OWNER + " null");
    }

    @Test
    void anIntentIsSeenWhenItIsSubmitted() {
        var submission = log(WALLET, Signatures.SUBMISSION, List.of(12), Bytes.EMPTY);
        var confirmation = log(WALLET, Signatures.CONFIRMATION, List.of(OWNER, 12), Bytes.EMPTY);
        assertThat(lines(
                        MAINNET,
                        List.of(submission, confirmation),
                        submits(WALLET, Mainnet.USDT, "addBlackList(address)", data(THIEF))))
                .containsExactly(
                        "intent SUBMITTED known 12 FREEZE " + THIEF + " null null",
                        "intent CONFIRMED known 12 - " + OWNER);
        assertThat(lines(MAINNET, List.of(log(WALLET, Signatures.EXECUTION, List.of(12), Bytes.EMPTY))))
                .containsExactly("intent EXECUTED known 12 - null");
    }

    @Test
    void anotherWalletCountsWhereItPlansAnActOnAKnownToken() {
        var submission = log(OTHER, Signatures.SUBMISSION, List.of(1), Bytes.EMPTY);
        var confirmation = log(OTHER, Signatures.CONFIRMATION, List.of(OWNER, 1), Bytes.EMPTY);
        var logs = List.of(submission, confirmation);
        assertThat(lines(MAINNET, logs, submits(OTHER, Mainnet.USDC, "blacklist(address)", data(THIEF))))
                .containsExactly(
                        "intent SUBMITTED unknown 1 FREEZE " + THIEF + " null null",
                        "intent CONFIRMED unknown 1 - " + OWNER);
        assertThat(lines(MAINNET, logs, submits(OTHER, OWNER, "blacklist(address)", data(THIEF))))
                .isEmpty();
        assertThat(lines(MAINNET, logs)).isEmpty();
        assertThat(lines(MAINNET, logs, submits(OTHER, Mainnet.USDT, "issue(uint256)", data(5))))
                .contains("intent SUBMITTED unknown 1 ISSUE null 5 null");
    }

    /** Amounts and parties of real events; their logs are built as their layout is described there. */
    @Test
    void realEventsOfIssuersAreDecoded() throws Exception {
        JsonNode json = CallJson.parse(Files.readString(RealData.require("issuer-freezes/real_events.json")));
        int read = 0;
        for (JsonNode row : json.get("rows")) {
            BigInteger amount = new BigInteger(row.get("amount").stringValue());
            String event = row.get("event").stringValue();
            var lines = switch (event) {
                case "USDT.Issue(uint256)" ->
                    lines(MAINNET, List.of(log(Mainnet.USDT, Signatures.ISSUE, List.of(), data(amount))));
                case "USDT.Redeem(uint256)" ->
                    lines(MAINNET, List.of(log(Mainnet.USDT, Signatures.REDEEM, List.of(), data(amount))));
                case "USDT.DestroyedBlackFunds(address,uint256)" -> {
                    var target = EvmAddress.parse(row.get("address").stringValue());
                    yield lines(MAINNET, List.of(destroyed(List.of(), data(target, amount))));
                }
                case "USDC mint Transfer" ->
                    lines(
                            MAINNET,
                            List.of(log(
                                    Mainnet.USDC, Signatures.TRANSFER, List.of(EvmAddress.ZERO, OWNER), data(amount))));
                case "USDC burn Transfer" ->
                    lines(
                            MAINNET,
                            List.of(log(
                                    Mainnet.USDC, Signatures.TRANSFER, List.of(OWNER, EvmAddress.ZERO), data(amount))));
                default -> List.<String>of();
            };
            assertThat(lines).as(event).isNotEmpty().allMatch(line -> line.endsWith(" " + amount));
            read++;
        }
        assertThat(read).isEqualTo(5);
        json.get("topic0_computed_here")
                .properties()
                .forEach(e -> assertThat("0x" + Keccak.ofSignature(e.getKey()))
                        .isEqualTo(e.getValue().stringValue()));
        json.get("selector_computed_here")
                .properties()
                .forEach(e -> assertThat(Keccak.selector(e.getKey()))
                        .hasToString(e.getValue().stringValue()));
    }

    private static EvmLog destroyed(List<?> indexed, Bytes data) {
        return log(Mainnet.USDT, Signatures.DESTROYED_BLACK_FUNDS, indexed, data);
    }

    private static CallFrame called(EvmAddress from, EvmAddress to, Bytes selector, Bytes arguments) {
        return new CallFrame(CallKind.CALL, from, to, BigInteger.ZERO, selector.plus(arguments), null, List.of());
    }

    private static CallFrame submits(EvmAddress wallet, EvmAddress token, String function, Bytes arguments) {
        Bytes inner = Keccak.selector(function).plus(arguments);
        Bytes padded = inner.plus(Bytes.of(new byte[64 - inner.size()]));
        Bytes input = Signatures.SUBMIT_TRANSACTION
                .plus(data(token, 0, 96, inner.size()))
                .plus(padded);
        var submit = new CallFrame(CallKind.CALL, OWNER, wallet, BigInteger.ZERO, input, null, List.of());
        var undone = new CallFrame(CallKind.CALL, OWNER, wallet, BigInteger.ZERO, input, "out of gas", List.of());
        var root = frame(CallKind.CALL, OWNER, OWNER, 0, null);
        return new CallFrame(root.kind(), OWNER, OWNER, BigInteger.ZERO, Bytes.EMPTY, null, List.of(undone, submit));
    }
}

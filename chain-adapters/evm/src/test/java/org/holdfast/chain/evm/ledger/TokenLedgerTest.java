package org.holdfast.chain.evm.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.chain.evm.SampleBlocks.address;
import static org.holdfast.chain.evm.SampleBlocks.call;
import static org.holdfast.chain.evm.SampleBlocks.data;
import static org.holdfast.chain.evm.SampleBlocks.log;

import java.math.BigInteger;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.event.Signatures;
import org.holdfast.chain.evm.extract.LogCase;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.movement.LedgerEntry.Movement;
import org.holdfast.chain.evm.movement.LedgerEntry.MovementKind;
import org.holdfast.chain.evm.movement.Phase;
import org.holdfast.chain.evm.movement.Position;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.chain.evm.network.Mainnet;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.testkit.RealData;
import org.junit.jupiter.api.Test;

class TokenLedgerTest {
    private static final EvmNetwork MAINNET = Mainnet.network();
    private static final EvmAddress ALICE = address(0xA);
    private static final EvmAddress BOB = address(0xB);
    private static final EvmAddress TOKEN = address(0x70);
    private static final AssetId ASSET = new AssetId(MAINNET.chain(), "erc20:" + TOKEN);

    @Test
    void balancesFollowFromMovementsAndSupplyFromBeginningsAndEnds() {
        var ledger = new TokenLedger();
        ledger.apply(entries(EvmAddress.ZERO, ALICE, 100));
        ledger.apply(entries(ALICE, BOB, 30));
        ledger.apply(entries(BOB, EvmAddress.ZERO, 10));
        assertThat(ledger.balance(ASSET, ALICE)).isEqualTo(70);
        assertThat(ledger.balance(ASSET, BOB)).isEqualTo(20);
        assertThat(ledger.balance(ASSET, EvmAddress.ZERO)).isZero();
        assertThat(ledger.supply(ASSET).issued()).isEqualTo(100);
        assertThat(ledger.supply(ASSET).ended()).isEqualTo(10);
        assertThat(ledger.total(ASSET)).isEqualTo(90);
        assertThat(ledger.check(1, ASSET, ALICE, BaseUnits.of(70))).isEmpty();
        assertThat(ledger.unexplained()).isEmpty();
    }

    @Test
    void whatACheckOfTheAdapterBookedIsNoSupply() {
        var ledger = new TokenLedger();
        ledger.apply(entries(EvmAddress.ZERO, ALICE, 100));
        var position = Position.of(1, 1, Phase.BLOCK, 3, 0);
        ledger.apply(List.of(
                new Movement(position, ASSET, ALICE, null, BaseUnits.of(2), MovementKind.UNEXPLAINED),
                new Movement(position, ASSET, null, BOB, BaseUnits.of(5), MovementKind.UNEXPLAINED)));
        assertThat(ledger.balance(ASSET, ALICE)).isEqualTo(98);
        assertThat(ledger.balance(ASSET, BOB)).isEqualTo(5);
        assertThat(ledger.supply(ASSET)).isEqualTo(new TokenLedger.Supply(BigInteger.valueOf(100), BigInteger.ZERO));
        assertThat(ledger.total(ASSET)).isEqualTo(103);
    }

    @Test
    void whatNoMovementExplainsIsBookedAndVisible() {
        var ledger = new TokenLedger();
        ledger.apply(entries(EvmAddress.ZERO, ALICE, 100));
        var rebased = ledger.check(7, ASSET, ALICE, BaseUnits.of(103)).orElseThrow();
        assertThat(rebased.difference()).isEqualTo(3);
        assertThat(rebased.block()).isEqualTo(7);
        assertThat(ledger.check(8, ASSET, ALICE, BaseUnits.of(103))).isEmpty();
        ledger.apply(entries(BOB, ALICE, 5));
        assertThat(ledger.balance(ASSET, BOB)).isEqualTo(-5);
        assertThat(ledger.check(9, ASSET, BOB, BaseUnits.ZERO).orElseThrow().difference())
                .isEqualTo(5);
        assertThat(ledger.unexplained()).hasSize(2);
        BigInteger explained =
                ledger.supply(ASSET).issued().subtract(ledger.supply(ASSET).ended());
        BigInteger unexplained = ledger.unexplained().stream()
                .map(TokenLedger.Unexplained::difference)
                .reduce(BigInteger.ZERO, BigInteger::add);
        assertThat(ledger.total(ASSET)).isEqualTo(explained.add(unexplained));
    }

    @Test
    void collectiblesAreCountedByCollection() {
        var ledger = new TokenLedger();
        for (int id = 1; id <= 3; id++) {
            ledger.apply(LogCase.entries(
                    MAINNET,
                    List.of(log(TOKEN, Signatures.TRANSFER, List.of(EvmAddress.ZERO, ALICE, id), Bytes.EMPTY))));
        }
        ledger.apply(LogCase.entries(
                MAINNET, List.of(log(TOKEN, Signatures.TRANSFER, List.of(ALICE, BOB, 2), Bytes.EMPTY))));
        var collection = new AssetId(MAINNET.chain(), "erc721:" + TOKEN);
        assertThat(ledger.collectionBalance(collection, ALICE)).isEqualTo(2);
        assertThat(ledger.collectionBalance(collection, BOB)).isEqualTo(1);
        var second = new AssetId(MAINNET.chain(), "erc721:" + TOKEN + "/2");
        assertThat(ledger.balance(second, BOB)).isEqualTo(1);
    }

    @Test
    void theZeroAddressCanHoldNativeValueAndNoTokens() {
        var ledger = new TokenLedger();
        var position = Position.of(1, 0, Phase.CALL);
        ledger.apply(List.of(new Movement(
                position, MAINNET.nativeAsset(), ALICE, EvmAddress.ZERO, BaseUnits.of(9), MovementKind.NATIVE_VALUE)));
        assertThat(ledger.balance(MAINNET.nativeAsset(), EvmAddress.ZERO)).isEqualTo(9);
    }

    @Test
    void wrappingContractsRoutersAndTheZeroAddressAreNotTouched() {
        EvmAddress router = MAINNET.passThrough().iterator().next();
        var logs = List.of(
                log(TOKEN, Signatures.TRANSFER, List.of(EvmAddress.ZERO, ALICE), data(5)),
                log(TOKEN, Signatures.TRANSFER, List.of(ALICE, router), data(5)),
                log(TOKEN, Signatures.TRANSFER, List.of(router, BOB), data(5)),
                log(TOKEN, Signatures.TRANSFER, List.of(BOB, Mainnet.WETH), data(1)));
        assertThat(Touched.in(MAINNET).by(LogCase.entries(MAINNET, logs, call(ALICE, router, 0))))
                .containsExactly(ALICE, BOB);
    }

    /** A published list of frozen addresses also names the zero address and a router: the trap of this view. */
    @Test
    void aPublishedBlacklistThatNamesTheZeroAddressTouchesNobody() throws Exception {
        var folder = RealData.require("attribution/graphsense-tagpacks");
        var named = new TreeSet<EvmAddress>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(f -> f.getFileName().toString().contains("blacklist"))
                    .toList()) {
                Pattern.compile("0x[0-9a-fA-F]{40}")
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(m -> named.add(EvmAddress.parse(m.group())));
            }
        }
        assertThat(named).contains(EvmAddress.ZERO);
        var touched = Touched.in(MAINNET);
        var excluded = named.stream().filter(a -> !touched.canBeParty(a)).toList();
        assertThat(excluded).contains(EvmAddress.ZERO).hasSizeGreaterThan(1);
        for (EvmAddress trap : excluded) {
            var logs = List.of(log(TOKEN, Signatures.TRANSFER, List.of(trap, ALICE), data(5)));
            assertThat(touched.by(LogCase.entries(MAINNET, logs))).containsExactly(ALICE);
        }
    }

    private static List<LedgerEntry> entries(EvmAddress from, EvmAddress to, int amount) {
        return LogCase.entries(MAINNET, List.of(log(TOKEN, Signatures.TRANSFER, List.of(from, to), data(amount))));
    }
}

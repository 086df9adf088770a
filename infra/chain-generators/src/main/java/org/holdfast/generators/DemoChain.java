package org.holdfast.generators;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.TxId;

/**
 * The demonstration's chain, always the same bytes: a victim is robbed, the thief peels payments off hop by hop, pays
 * himself, mixes with clean coins, leaves dust, and deposits at two exchanges, while others pay one another.
 */
public final class DemoChain {
    private static final int MATURITY = 100;
    private static final int PEELS = 12;
    private static final long FEE = 2_000;
    private static final long DUST = 546;
    private static final long THEFT = 4_200_000_000L;

    private final BlockFileWriter writer;
    private final List<RawTransaction> coinbases = new ArrayList<>();
    private final List<RawTransaction> pending = new ArrayList<>();
    private int nextCoinbase;

    private DemoChain(BlockFileWriter writer) {
        this.writer = writer;
    }

    /** Writes {@code blk00000.dat} and, when that is whole, {@code scenario.json} into the folder. */
    public static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path blocks = folder.resolve("blk00000.dat.partial");
        RawTransaction theft;
        try (var writer = new BlockFileWriter(blocks)) {
            theft = new DemoChain(writer).run();
        }
        Files.move(blocks, folder.resolve("blk00000.dat"), StandardCopyOption.REPLACE_EXISTING);
        Path scenario = folder.resolve("scenario.json.partial");
        Files.writeString(scenario, """
                {
                  "theft": "%s:0",
                  "exchanges": [
                    {"vaspId": "exchange-a", "address": "%s"},
                    {"vaspId": "exchange-b", "address": "%s"}
                  ]
                }
                """.formatted(
                        TxId.ofBitcoinInternalBytes(theft.txid()),
                        GeneratedScripts.address("exchange-a deposit"),
                        GeneratedScripts.address("exchange-b deposit")));
        Files.move(scenario, folder.resolve("scenario.json"), StandardCopyOption.REPLACE_EXISTING);
    }

    private RawTransaction run() throws IOException {
        for (int i = 0; i < MATURITY + 20; i++) {
            coinbases.add(writer.mine(List.of(), 0, GeneratedScripts.script("miner " + i)));
        }
        RawTransaction savings = spendCoinbase("victim");
        mine();
        long left = savings.values().getFirst() - THEFT - FEE;
        RawTransaction theft = pay(
                List.of(savings.output(0)),
                new RawTransaction.Pay(THEFT, GeneratedScripts.script("thief 0")),
                new RawTransaction.Pay(left, GeneratedScripts.script("victim change")));
        mine();
        RawTransaction last = peel(theft);
        split(last);
        for (int i = 0; i < 6; i++) {
            mine();
        }
        return theft;
    }

    /** Each hop pays a little away and carries the rest on; every third payment goes to an exchange. */
    private RawTransaction peel(RawTransaction theft) throws IOException {
        RawTransaction carrier = theft;
        for (int hop = 1; hop <= PEELS; hop++) {
            long value = carrier.values().getFirst();
            long peeled = 90_000_000L + hop * 1_000_003L;
            String payee = hop % 3 == 0 ? "exchange-a deposit" : "stranger " + hop;
            carrier = pay(
                    List.of(carrier.output(0)),
                    new RawTransaction.Pay(value - peeled - FEE, GeneratedScripts.script("thief " + hop)),
                    new RawTransaction.Pay(peeled, GeneratedScripts.script(payee)));
            if (hop % 2 == 0) {
                noise(hop);
                mine();
            }
        }
        return carrier;
    }

    /** The rest is paid to the thief himself, mixed with clean coins, and ends at the second exchange and in dust. */
    private void split(RawTransaction carrier) throws IOException {
        long value = carrier.values().getFirst();
        RawTransaction self = pay(
                List.of(carrier.output(0)),
                new RawTransaction.Pay(value - FEE, GeneratedScripts.script("thief " + PEELS)));
        RawTransaction clean = spendCoinbase("thief clean");
        mine();
        long both = self.values().getFirst() + clean.values().getFirst();
        long deposit = 1_500_000_000L;
        pay(
                List.of(self.output(0), clean.output(0)),
                new RawTransaction.Pay(deposit, GeneratedScripts.script("exchange-b deposit")),
                new RawTransaction.Pay(DUST, GeneratedScripts.script("dust")),
                new RawTransaction.Pay(both - deposit - DUST - FEE, GeneratedScripts.script("thief hoard")));
        mine();
    }

    private void noise(int round) {
        RawTransaction coins = spendCoinbase("noise " + round);
        long value = coins.values().getFirst();
        pay(
                List.of(coins.output(0)),
                new RawTransaction.Pay(value / 3, GeneratedScripts.script("shop " + round)),
                new RawTransaction.Pay(value - value / 3 - FEE, GeneratedScripts.script("noise change " + round)));
    }

    private RawTransaction spendCoinbase(String owner) {
        RawTransaction coinbase = coinbases.get(nextCoinbase++);
        return pay(
                List.of(coinbase.output(0)),
                new RawTransaction.Pay(coinbase.values().getFirst() - FEE, GeneratedScripts.script(owner)));
    }

    private RawTransaction pay(List<RawTransaction.Spend> spends, RawTransaction.Pay... pays) {
        var transaction = RawTransaction.of(spends, List.of(pays), new byte[0]);
        pending.add(transaction);
        return transaction;
    }

    private void mine() throws IOException {
        coinbases.add(writer.mine(
                List.copyOf(pending), FEE * pending.size(), GeneratedScripts.script("miner " + coinbases.size())));
        pending.clear();
    }
}

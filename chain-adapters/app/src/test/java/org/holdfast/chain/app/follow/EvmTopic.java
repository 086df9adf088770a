package org.holdfast.chain.app.follow;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.holdfast.chain.app.kafka.TopicReader;
import org.holdfast.chain.spi.Places;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.chain.v1.AccountEntry;
import org.holdfast.records.chain.v1.AccountTransaction;
import org.holdfast.records.chain.v1.AccountTransactions;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.ChainRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a strict reader has of an EVM chain's topic in the end: every record must be in its place and every count of a
 * seal must be that of its block. Throws {@link IllegalStateException} at the first record that is not.
 */
final class EvmTopic {
    /** A block that was sealed and not retracted. */
    record Block(BlockOpened opened, List<ChainRecord> content, BlockSealed sealed) {
        BlockRef ref() {
            return Places.ref(opened.getBlock());
        }

        /** Every entry with the assets that it names by number. */
        void entries(java.util.function.BiConsumer<List<String>, AccountEntry> each) {
            for (ChainRecord record : content) {
                AccountTransactions batch = record.getAccountTransactions();
                List<String> assets = batch.getAssetsList();
                batch.getTransactionsList()
                        .forEach(t -> t.getEntriesList().forEach(entry -> each.accept(assets, entry)));
                batch.getBlockEntriesList().forEach(entry -> each.accept(assets, entry));
            }
        }
    }

    private final Deque<Block> chain = new ArrayDeque<>();
    private @Nullable BlockOpened open;
    private final List<ChainRecord> content = new ArrayList<>();
    private int retractions;

    static EvmTopic read(String bootstrap, ChainId chain) {
        var topic = new EvmTopic();
        TopicReader.all(bootstrap, chain).forEach(topic::add);
        require(topic.open == null, "the last block is not sealed");
        return topic;
    }

    List<Block> chain() {
        return List.copyOf(chain);
    }

    List<BlockRef> refs() {
        return chain.stream().map(Block::ref).toList();
    }

    int retractions() {
        return retractions;
    }

    private void add(ChainRecord record) {
        switch (record.getRecordCase()) {
            case OPENED -> {
                BlockOpened opened = record.getOpened();
                boolean follows = chain.isEmpty()
                        ? opened.getSegmentStart()
                        : opened.getParentHash()
                                        .equals(chain.getLast()
                                                .opened
                                                .getBlock()
                                                .getHash())
                                && !opened.getSegmentStart();
                require(open == null && follows, "a block out of place: " + Places.ref(opened.getBlock()));
                open = opened;
                content.clear();
            }
            case SEALED -> seal(record.getSealed());
            case RETRACTED -> {
                require(open == null && !chain.isEmpty(), "a retraction out of place");
                Block tip = chain.removeLast();
                require(tip.opened.getBlock().equals(record.getRetracted().getBlock()), "another block than the tip");
                retractions++;
            }
            default -> {
                require(open != null, "content of no block");
                content.add(record);
            }
        }
    }

    private void seal(BlockSealed sealed) {
        BlockOpened opened = open;
        require(opened != null && opened.getBlock().equals(sealed.getBlock()), "another block is sealed");
        if (opened != null) {
            var block = new Block(opened, List.copyOf(content), sealed);
            check(block);
            chain.addLast(block);
        }
        open = null;
    }

    private static void check(Block block) {
        long transactions = block.content.stream()
                .flatMap(r -> r.getAccountTransactions().getTransactionsList().stream())
                .filter(AccountTransaction::getLastPart)
                .count();
        require(transactions == block.sealed.getTransactionCount(), "transactions of " + block.ref());
        var counted = new long[2];
        var sum = new BigInteger[] {BigInteger.ZERO};
        block.entries((assets, entry) -> {
            counted[0]++;
            if (entry.hasMovement()) {
                counted[1]++;
                sum[0] = sum[0].add(
                        new BigInteger(1, entry.getMovement().getAmount().toByteArray()));
            }
        });
        var account = block.sealed.getAccount();
        require(counted[0] == account.getEntryCount(), "entries of " + block.ref());
        require(counted[1] == account.getMovementCount(), "movements of " + block.ref());
        require(sum[0].toString().equals(account.getAmountSum()), "amounts of " + block.ref());
    }

    /** Every movement of a block. */
    static void movements(Block block, Consumer<Moved> each) {
        block.entries((assets, entry) -> {
            if (entry.hasMovement()) {
                var moved = entry.getMovement();
                each.accept(new Moved(
                        assets.get(moved.getAsset() - 1),
                        text(moved.getFrom().toByteArray()),
                        text(moved.getTo().toByteArray()),
                        new BigInteger(1, moved.getAmount().toByteArray())));
            }
        });
    }

    /** A movement as texts; null for a missing sender or receiver. */
    record Moved(
            String asset, @Nullable String from, @Nullable String to, BigInteger amount) {}

    private static @Nullable String text(byte[] address) {
        return address.length == 0 ? null : "0x" + java.util.HexFormat.of().formatHex(address);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}

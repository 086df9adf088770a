package org.holdfast.tracing.account.ledger;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.block.BlockFaults;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.index.IndexReport;
import org.jspecify.annotations.Nullable;

/** The plainest ledgers there are, for tests: rebuilt from their blocks after each change. */
public final class MemoryLedger implements AccountStore, AccountSnapshot {
    private final ChainId chain;
    private List<AccountBlock> blocks = List.of();
    private Map<AccountKey, Integer> numbers = Map.of();
    private List<AccountKey> keys = List.of();
    private List<List<Movement>> ledgers = List.of();
    private long shortfalls;
    private long offset;

    private record Movement(
            long position,
            long height,
            int txIndex,
            TxId txId,
            EntryKind kind,
            Direction direction,
            BigInteger amount,
            BigInteger balanceAfter,
            long counterparty,
            @Nullable ConversionLink conversion) {}

    public MemoryLedger(ChainId chain) {
        this.chain = chain;
    }

    /** Ledgers of blocks that are known to follow one another. */
    public static MemoryLedger of(ChainId chain, List<AccountBlock> blocks) {
        var ledger = new MemoryLedger(chain);
        ledger.rebuild(blocks);
        return ledger;
    }

    @Override
    public void append(AccountBlock block, long feedOffset) {
        checkPlace(block);
        var after = new ArrayList<>(blocks);
        after.add(block);
        rebuild(after);
        offset = feedOffset;
    }

    private void checkPlace(AccountBlock block) {
        for (Segment segment : segments()) {
            if (segment.holds(block.block().height())) {
                if (block.segmentStart()) {
                    throw BlockFaults.overlaps(block.block(), segment);
                }
                throw BlockFaults.notNext(block.block(), tip());
            }
        }
        boolean continues = !blocks.isEmpty()
                && blocks.getLast().block().hash().equals(block.parent())
                && blocks.getLast().block().height() + 1 == block.block().height();
        boolean above = blocks.isEmpty()
                || blocks.getLast().block().height() < block.block().height();
        if (!continues && !(block.segmentStart() && above)) {
            throw BlockFaults.notNext(block.block(), tip());
        }
    }

    private String tip() {
        return blocks.isEmpty() ? "nothing" : blocks.getLast().block().toString();
    }

    @Override
    public void retract(BlockRef block, long feedOffset) {
        if (blocks.isEmpty() || !blocks.getLast().block().equals(block)) {
            throw BlockFaults.notTip(block, tip());
        }
        rebuild(blocks.subList(0, blocks.size() - 1));
        offset = feedOffset;
    }

    private void rebuild(List<AccountBlock> content) {
        blocks = List.copyOf(content);
        numbers = new HashMap<>();
        keys = new ArrayList<>();
        ledgers = new ArrayList<>();
        shortfalls = 0;
        long first = 1;
        for (AccountBlock block : content) {
            for (int i = 0; i < block.entries().size(); i++) {
                enter(block, i, first);
            }
            first += block.entries().size();
        }
    }

    /** Positions are even; the odd number before is kept for a shortfall. */
    private void enter(AccountBlock block, int index, long first) {
        AccountBlock.Entry entry = block.entries().get(index);
        long position = 2 * (first + index);
        long from = entry.from().isEmpty() ? ABSENT : number(new AccountKey(entry.from(), entry.asset()));
        long to = entry.to().isEmpty() ? ABSENT : number(new AccountKey(entry.to(), entry.asset()));
        var conversion = link(block, index, first);
        if (from != ABSENT) {
            BigInteger missing = entry.amount().subtract(balance(from));
            if (missing.signum() > 0) {
                add(from, block, entry, position - 1, EntryKind.UNEXPLAINED, Direction.IN, missing, ABSENT, null);
                shortfalls++;
            }
            Direction direction = from == to ? Direction.SELF : Direction.OUT;
            add(from, block, entry, position, entry.kind(), direction, entry.amount(), to, conversion);
        }
        if (to != ABSENT && to != from) {
            add(to, block, entry, position, entry.kind(), Direction.IN, entry.amount(), from, conversion);
        }
    }

    private void add(
            long account,
            AccountBlock block,
            AccountBlock.Entry entry,
            long position,
            EntryKind kind,
            Direction direction,
            BigInteger amount,
            long counterparty,
            @Nullable ConversionLink conversion) {
        BigInteger before = balance(account);
        BigInteger after = switch (direction) {
            case IN -> before.add(amount);
            case OUT -> before.subtract(amount);
            case SELF -> before;
        };
        ledgers.get((int) account - 1)
                .add(new Movement(
                        position,
                        block.block().height(),
                        entry.txIndex(),
                        entry.txId(),
                        kind,
                        direction,
                        amount,
                        after,
                        counterparty,
                        conversion));
    }

    private @Nullable ConversionLink link(AccountBlock block, int index, long first) {
        for (AccountBlock.Conversion conversion : block.conversions()) {
            boolean paid = conversion.paid() == index;
            if (!paid && conversion.received() != index) {
                continue;
            }
            int other = paid ? conversion.received() : conversion.paid();
            if (other == AccountBlock.Conversion.ELSEWHERE) {
                return new ConversionLink(true, ABSENT, ABSENT, BigInteger.ZERO, conversion.protocol());
            }
            AccountBlock.Entry leg = block.entries().get(other);
            long account = number(new AccountKey(paid ? leg.to() : leg.from(), leg.asset()));
            return new ConversionLink(paid, 2 * (first + other), account, leg.amount(), conversion.protocol());
        }
        return null;
    }

    private long number(AccountKey key) {
        Integer known = numbers.get(key);
        if (known == null) {
            keys.add(key);
            ledgers.add(new ArrayList<>());
            known = keys.size();
            numbers.put(key, known);
        }
        return known;
    }

    private BigInteger balance(long account) {
        List<Movement> ledger = ledgers.get((int) account - 1);
        return ledger.isEmpty() ? BigInteger.ZERO : ledger.getLast().balanceAfter();
    }

    @Override
    public long feedOffset() {
        return offset;
    }

    @Override
    public AccountSnapshot snapshot() {
        var copy = new MemoryLedger(chain);
        copy.rebuild(blocks);
        return copy;
    }

    @Override
    public AccountTotals totals() {
        long entries =
                blocks.stream().mapToLong(block -> block.entries().size()).sum();
        long movements = ledgers.stream().mapToLong(List::size).sum();
        return new AccountTotals(blocks.size(), entries, movements, keys.size(), shortfalls);
    }

    @Override
    public AssetTotals totals(AssetId asset) {
        BigInteger entered = BigInteger.ZERO;
        BigInteger left = BigInteger.ZERO;
        BigInteger held = BigInteger.ZERO;
        for (int i = 0; i < keys.size(); i++) {
            if (!keys.get(i).asset().equals(asset)) {
                continue;
            }
            held = held.add(balance(i + 1L));
            for (Movement movement : ledgers.get(i)) {
                if (movement.counterparty() == ABSENT) {
                    boolean in = movement.direction() == Direction.IN;
                    entered = in ? entered.add(movement.amount()) : entered;
                    left = in ? left : left.add(movement.amount());
                }
            }
        }
        return new AssetTotals(entered, left, held);
    }

    @Override
    public IndexReport check() {
        return new IndexReport(totals().entries(), List.of());
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public ChainId chain() {
        return chain;
    }

    @Override
    public List<Segment> segments() {
        var segments = new ArrayList<Segment>();
        for (AccountBlock block : blocks) {
            boolean next =
                    !segments.isEmpty() && segments.getLast().last().hash().equals(block.parent());
            BlockRef first = next ? segments.removeLast().first() : block.block();
            segments.add(new Segment(first, block.block()));
        }
        return segments;
    }

    @Override
    public Optional<BlockRef> block(long height) {
        return blocks.stream()
                .map(AccountBlock::block)
                .filter(block -> block.height() == height)
                .findFirst();
    }

    @Override
    public long positionAt(long height) {
        long entries = blocks.stream()
                .filter(block -> block.block().height() < height)
                .mapToLong(block -> block.entries().size())
                .sum();
        return 2 * entries + 1;
    }

    @Override
    public long[] resolve(List<AccountKey> wanted) {
        return wanted.stream()
                .mapToLong(key -> numbers.containsKey(key) ? numbers.get(key) : ABSENT)
                .toArray();
    }

    @Override
    public List<AccountView> accounts(long[] wanted) {
        return java.util.Arrays.stream(wanted)
                .mapToObj(number -> new AccountView(
                        number,
                        keys.get((int) number - 1),
                        ledgers.get((int) number - 1).size(),
                        balance(number)))
                .toList();
    }

    @Override
    public List<MovementPage> load(List<PageRequest> requests) {
        return requests.stream().map(this::page).toList();
    }

    private MovementPage page(PageRequest request) {
        List<Movement> behind = ledgers.get((int) request.account() - 1).stream()
                .filter(movement -> movement.position() >= request.fromPosition())
                .toList();
        int size = Math.min(behind.size(), request.most());
        return new Page(request.account(), behind.subList(0, size), size == behind.size());
    }

    private record Page(long account, List<Movement> movements, boolean last) implements MovementPage {
        @Override
        public int size() {
            return movements.size();
        }

        @Override
        public long position(int i) {
            return movements.get(i).position();
        }

        @Override
        public long height(int i) {
            return movements.get(i).height();
        }

        @Override
        public int txIndex(int i) {
            return movements.get(i).txIndex();
        }

        @Override
        public TxId txId(int i) {
            return movements.get(i).txId();
        }

        @Override
        public EntryKind kind(int i) {
            return movements.get(i).kind();
        }

        @Override
        public Direction direction(int i) {
            return movements.get(i).direction();
        }

        @Override
        public BigInteger amount(int i) {
            return movements.get(i).amount();
        }

        @Override
        public BigInteger balanceAfter(int i) {
            return movements.get(i).balanceAfter();
        }

        @Override
        public long counterparty(int i) {
            return movements.get(i).counterparty();
        }

        @Override
        public @Nullable ConversionLink conversion(int i) {
            return movements.get(i).conversion();
        }
    }
}

package org.holdfast.chain.evm.ledger;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.holdfast.chain.evm.block.EvmHeader;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.ledger.StatedBalances.Question;
import org.holdfast.chain.evm.movement.BlockLedger;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.movement.LedgerEntry.Movement;
import org.holdfast.chain.evm.movement.LedgerEntry.MovementKind;
import org.holdfast.chain.evm.movement.LedgerEntry.Undecoded;
import org.holdfast.chain.evm.movement.Phase;
import org.holdfast.chain.evm.movement.Position;
import org.holdfast.chain.evm.network.BalanceChecks;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.Hash256;
import org.jspecify.annotations.Nullable;

/**
 * Books what the balances of chosen tokens changed by in a block beyond its movements: a fee on transfer, a rebase.
 * Each block is compared with its parent alone, so that the outcome is the same whenever and however often it is made.
 * Where a token's supply changed otherwise than movements and checked balances tell, that is shown, since then somebody
 * who was not checked has another balance than the movements say.
 */
public final class BalanceCheck {
    /** Behind rewards, stale blocks and withdrawals. */
    private static final int GROUP = 3;

    private final EvmNetwork network;
    private final BalanceChecks checks;

    public BalanceCheck(EvmNetwork network) {
        this.network = network;
        this.checks = network.checks();
    }

    /** The ledger with what no movement explains; the same ledger where nothing is to be checked. */
    public BlockLedger complete(BlockLedger ledger, StatedBalances stated) {
        EvmHeader header = ledger.block().header();
        if (checks.tokens().isEmpty() || header.number() == 0) {
            return ledger;
        }
        var run = new Run(ledger);
        for (EvmAddress token : new TreeSet<>(checks.tokens())) {
            run.add(token);
        }
        return run.with(stated);
    }

    private AssetId asset(EvmAddress token) {
        return new AssetId(network.chain(), "erc20:" + token);
    }

    /** What movements did to one token in one block. */
    private static final class Moved {
        private final Map<EvmAddress, BigInteger> changes = new HashMap<>();
        private BigInteger supply = BigInteger.ZERO;

        void add(Movement m) {
            change(m.from(), m.amount().value().negate());
            change(m.to(), m.amount().value());
        }

        private void change(@Nullable EvmAddress party, BigInteger by) {
            if (party == null || party.equals(EvmAddress.ZERO)) {
                // A movement without a sender creates value; one without a receiver destroys it.
                supply = supply.subtract(by);
            } else {
                changes.merge(party, by, BigInteger::add);
            }
        }

        BigInteger of(@Nullable EvmAddress holder) {
            return holder == null ? supply : changes.getOrDefault(holder, BigInteger.ZERO);
        }
    }

    /** One block. */
    private final class Run {
        private final BlockLedger ledger;
        private final List<LedgerEntry> found = new ArrayList<>();
        private final List<Question> questions = new ArrayList<>();
        private final Map<EvmAddress, Moved> moved = new HashMap<>();
        private final Map<EvmAddress, Integer> leftOut = new HashMap<>();
        private int balances;

        Run(BlockLedger ledger) {
            this.ledger = ledger;
        }

        void add(EvmAddress token) {
            AssetId asset = asset(token);
            var own = new Moved();
            ledger.entries().stream()
                    .filter(Movement.class::isInstance)
                    .map(Movement.class::cast)
                    .filter(m -> m.asset().equals(asset))
                    .forEach(own::add);
            moved.put(token, own);
            Set<EvmAddress> holders = new LinkedHashSet<>(new TreeSet<>(checks.accounts()));
            holders.addAll(new TreeSet<>(own.changes.keySet()));
            questions.add(new Question(token, null));
            int left = 0;
            for (EvmAddress holder : holders) {
                if (balances == checks.balancesMax()) {
                    left++;
                } else {
                    balances++;
                    questions.add(new Question(token, holder));
                }
            }
            leftOut.put(token, left);
        }

        BlockLedger with(StatedBalances stated) {
            EvmHeader header = ledger.block().header();
            var before = stated.after(header.parent(), questions);
            var after = stated.after(header.hash(), questions);
            Map<EvmAddress, BigInteger> unexplained = new HashMap<>();
            for (int i = 0; i < questions.size(); i++) {
                Question question = questions.get(i);
                if (question.holder() == null) {
                    continue;
                }
                BigInteger difference = difference(question, before.get(i), after.get(i));
                if (difference == null) {
                    shown(question.token(), "the balance of " + question.holder() + " is not told by the contract");
                } else if (difference.signum() != 0) {
                    book(question, difference);
                    unexplained.merge(question.token(), difference, BigInteger::add);
                }
            }
            for (int i = 0; i < questions.size(); i++) {
                if (questions.get(i).holder() == null) {
                    supply(questions.get(i), before.get(i), after.get(i), unexplained);
                }
            }
            var entries = new ArrayList<>(ledger.entries());
            entries.addAll(found);
            return new BlockLedger(ledger.block(), ledger.internalTransfers(), ledger.transactions(), entries);
        }

        private void supply(
                Question question,
                @Nullable BigInteger before,
                @Nullable BigInteger after,
                Map<EvmAddress, BigInteger> unexplained) {
            EvmAddress token = question.token();
            int left = Objects.requireNonNull(leftOut.get(token));
            if (left > 0) {
                shown(token, left + " balances were not checked: at most " + checks.balancesMax() + " a block are");
            }
            BigInteger booked = unexplained.getOrDefault(token, BigInteger.ZERO);
            BigInteger difference = difference(question, before, after);
            if (difference == null) {
                shown(token, "the total supply is not told by the contract");
            } else if (!difference.equals(booked)) {
                shown(
                        token,
                        "the total supply changed by %s beyond the movements, the checked balances by %s"
                                .formatted(difference, booked));
            }
        }

        private @Nullable BigInteger difference(
                Question question, @Nullable BigInteger before, @Nullable BigInteger after) {
            return before == null || after == null
                    ? null
                    : after.subtract(before)
                            .subtract(Objects.requireNonNull(moved.get(question.token()))
                                    .of(question.holder()));
        }

        private void book(Question question, BigInteger difference) {
            boolean more = difference.signum() > 0;
            found.add(new Movement(
                    next(),
                    asset(question.token()),
                    more ? null : question.holder(),
                    more ? question.holder() : null,
                    new BaseUnits(difference.abs()),
                    MovementKind.UNEXPLAINED));
        }

        /** No log tells it, so it has no topic. */
        private void shown(EvmAddress token, String reason) {
            found.add(new Undecoded(next(), token, Hash256.ZERO, reason));
        }

        private Position next() {
            return Position.of(
                    ledger.block().header().number(),
                    ledger.block().transactions().size(),
                    Phase.BLOCK,
                    GROUP,
                    found.size());
        }
    }
}

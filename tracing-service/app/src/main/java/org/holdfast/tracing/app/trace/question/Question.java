package org.holdfast.tracing.app.trace.question;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.tracing.account.origin.LedgerOriginSpec;
import org.holdfast.tracing.account.path.LedgerPaths;
import org.holdfast.tracing.account.trace.LedgerSpec;
import org.holdfast.tracing.output.origin.OriginSpec;
import org.holdfast.tracing.output.path.Paths;
import org.holdfast.tracing.output.trace.TraceSpec;
import org.holdfast.tracing.question.Policy;

/** What is asked, read from a request. */
public sealed interface Question {
    TraceKind kind();

    ChainId chain();

    /** The case whose facts follow. */
    default Optional<CaseId> caseId() {
        return Optional.empty();
    }

    /** The policy under which facts follow: the first lawful one that was asked. */
    default Optional<Policy> factPolicy() {
        return Optional.empty();
    }

    /** The assets of the seeds, each with one policy in a case. */
    default Set<AssetId> factAssets() {
        return Set.of();
    }

    /** A question about a chain of outputs. */
    sealed interface OfOutputs extends Question {}

    /** A question about a chain of accounts. */
    sealed interface OfAccounts extends Question {}

    record Forward(TraceSpec spec, Optional<CaseId> caseId) implements OfOutputs {
        @Override
        public TraceKind kind() {
            return TraceKind.FORWARD;
        }

        @Override
        public ChainId chain() {
            return spec.chain();
        }

        @Override
        public Optional<Policy> factPolicy() {
            return spec.policies().stream().filter(Policy::lawful).findFirst();
        }

        @Override
        public Set<AssetId> factAssets() {
            return Set.of(Chains.profile(chain()).nativeAsset().id());
        }
    }

    record Backward(OriginSpec spec) implements OfOutputs {
        @Override
        public TraceKind kind() {
            return TraceKind.BACKWARD;
        }

        @Override
        public ChainId chain() {
            return spec.chain();
        }
    }

    record Between(Paths.Query query) implements OfOutputs {
        @Override
        public TraceKind kind() {
            return TraceKind.PATHS;
        }

        @Override
        public ChainId chain() {
            return query.chain();
        }
    }

    /** Bounds; the policies of the specification do not count. */
    record Bounded(TraceSpec spec, List<String> destinations) implements OfOutputs {
        public Bounded {
            destinations = List.copyOf(destinations);
        }

        @Override
        public TraceKind kind() {
            return TraceKind.BOUNDS;
        }

        @Override
        public ChainId chain() {
            return spec.chain();
        }
    }

    record LedgerForward(LedgerSpec spec, Optional<CaseId> caseId) implements OfAccounts {
        @Override
        public TraceKind kind() {
            return TraceKind.FORWARD;
        }

        @Override
        public Optional<Policy> factPolicy() {
            return spec.policies().stream().filter(Policy::lawful).findFirst();
        }

        @Override
        public Set<AssetId> factAssets() {
            return spec.seeds().stream().map(seed -> seed.account().asset()).collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public ChainId chain() {
            return spec.chain();
        }
    }

    /** Bounds on accounts; the policies of the specification do not count. */
    record LedgerBounded(LedgerSpec spec, AssetId asset, List<String> destinations) implements OfAccounts {
        public LedgerBounded {
            destinations = List.copyOf(destinations);
        }

        @Override
        public TraceKind kind() {
            return TraceKind.BOUNDS;
        }

        @Override
        public ChainId chain() {
            return spec.chain();
        }
    }

    record LedgerBackward(LedgerOriginSpec spec) implements OfAccounts {
        @Override
        public TraceKind kind() {
            return TraceKind.BACKWARD;
        }

        @Override
        public ChainId chain() {
            return spec.chain();
        }
    }

    record LedgerBetween(LedgerPaths.Query query) implements OfAccounts {
        @Override
        public TraceKind kind() {
            return TraceKind.PATHS;
        }

        @Override
        public ChainId chain() {
            return query.chain();
        }
    }
}

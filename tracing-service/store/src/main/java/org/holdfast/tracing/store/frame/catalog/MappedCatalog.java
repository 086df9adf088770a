package org.holdfast.tracing.store.frame.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.index.IndexCatalog;
import org.holdfast.tracing.index.IndexReplacement;
import org.holdfast.tracing.index.IndexStore;
import org.holdfast.tracing.store.frame.IndexOpening;
import org.holdfast.tracing.store.frame.file.IndexFaults;
import org.holdfast.tracing.store.frame.file.IndexFiles;
import org.holdfast.tracing.store.frame.file.Reopenable;

/**
 * Mapped indexes, each in a folder that has the name of its chain.
 *
 * @param data the folder of those folders
 * @param opener opens the index in a folder, and makes it where there is none
 * @param <S> the index of a chain
 */
public record MappedCatalog<S extends IndexStore<?, ?> & Reopenable>(Path data, Function<IndexOpening, S> opener)
        implements IndexCatalog<S> {
    @Override
    public S open(ChainId chain, Consumer<String> said) {
        settle(chain).forEach(said);
        var opening = IndexOpening.of(folder(chain), chain);
        try {
            return opener.apply(opening);
        } catch (InputFaultException e) {
            if (!IndexFaults.isOtherFormat(e.fault())) {
                throw e;
            }
            said.accept("the index of " + chain + " has another format and is built again");
            discard(chain);
            return opener.apply(opening);
        }
    }

    @Override
    public void discard(ChainId chain) {
        new IndexFiles(folder(chain)).discard();
    }

    @Override
    public List<String> settle(ChainId chain) {
        return MappedReplacement.settle(folder(chain));
    }

    @Override
    public IndexReplacement<S> replace(ChainId chain, Consumer<String> said) {
        return MappedReplacement.begin(folder(chain), said, made -> opener.apply(IndexOpening.of(made, chain)));
    }

    @Override
    public IndexReplacement<S> renew(ChainId chain, S open) {
        return MappedReplacement.nextTo(folder(chain), open, made -> opener.apply(IndexOpening.of(made, chain)));
    }

    @Override
    public boolean isIncomplete(ChainId chain) {
        return Files.exists(new IndexFiles(folder(chain)).incomplete());
    }

    @Override
    public void markIncomplete(ChainId chain) {
        if (isIncomplete(chain)) {
            return;
        }
        try {
            Files.write(new IndexFiles(folder(chain)).incomplete(), new byte[0], StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        MappedReplacement.forceNames(folder(chain));
    }

    /** The folder of a chain's index. */
    public Path folder(ChainId chain) {
        return data.resolve(chain.namePart());
    }
}

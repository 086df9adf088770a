package org.holdfast.chain.spi;

import com.google.protobuf.ByteString;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.records.chain.v1.BlockPlace;

/** Between {@link BlockRef} and its record. */
public final class Places {
    private Places() {}

    public static BlockPlace place(BlockRef ref) {
        return BlockPlace.newBuilder()
                .setHeight(ref.height())
                .setHash(ByteString.copyFrom(ref.hash().displayBytes()))
                .build();
    }

    public static BlockRef ref(BlockPlace place) {
        return new BlockRef(
                place.getHeight(), BlockHash.ofDisplayBytes(place.getHash().toByteArray()));
    }
}

package org.holdfast.chain.evm.coding;

import java.util.List;

/** What RLP can write: a string of bytes, or a list of items (Yellow Paper, appendix B). */
public sealed interface RlpItem {
    /** The bytes of a string; throws {@link org.holdfast.primitives.InputFaultException} for a list. */
    default Bytes text() {
        return switch (this) {
            case Text text -> text.bytes();
            case Sequence sequence ->
                throw Rlp.malformed("a string", "a list of " + sequence.items().size());
        };
    }

    /** The items of a list; throws {@link org.holdfast.primitives.InputFaultException} for a string. */
    default List<RlpItem> list() {
        return switch (this) {
            case Text text ->
                throw Rlp.malformed("a list", "a string of " + text.bytes().size() + " bytes");
            case Sequence sequence -> sequence.items();
        };
    }

    record Text(Bytes bytes) implements RlpItem {}

    record Sequence(List<RlpItem> items) implements RlpItem {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    static RlpItem of(Bytes bytes) {
        return new Text(bytes);
    }

    static RlpItem of(List<RlpItem> items) {
        return new Sequence(items);
    }
}

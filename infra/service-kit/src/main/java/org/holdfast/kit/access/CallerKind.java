package org.holdfast.kit.access;

/** Officers of an authority, or exchanges and issuers. Each kind has its own part of an interface. */
public enum CallerKind {
    OFFICER("officer"),
    EXCHANGE("vasp");

    private final String word;

    CallerKind(String word) {
        this.word = word;
    }

    /** The word of the access file. */
    String word() {
        return word;
    }
}

package org.holdfast.primitives.chain;

import java.util.List;

/**
 * Profiles of chains that a program adds to the known ones. {@link java.util.ServiceLoader} finds it. An operator adds
 * a private network so, a test a network of its own.
 */
public interface ChainSource {
    /** The profiles; none may have the id or the name of a known chain. */
    List<ChainProfile> profiles();
}

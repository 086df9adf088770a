package org.holdfast.kit.config;

import java.nio.file.Path;

/**
 * What a service tells the kit about itself.
 *
 * @param accessFile the file of accepted tokens
 * @param bodyBytesMax the most bytes in the body of a request
 */
public record ServiceDescription(Path accessFile, int bodyBytesMax) {}

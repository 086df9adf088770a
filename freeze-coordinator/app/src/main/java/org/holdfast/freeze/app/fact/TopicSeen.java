package org.holdfast.freeze.app.fact;

/**
 * The topic of facts as the broker has it.
 *
 * @param id given by the broker when the topic was made; a topic that was deleted and made again has another
 * @param begin the first offset that it holds
 * @param stableEnd the offset up to which a reader of committed records comes
 * @param end the offset after the last record, whether committed or not
 */
public record TopicSeen(String id, long begin, long stableEnd, long end) {}

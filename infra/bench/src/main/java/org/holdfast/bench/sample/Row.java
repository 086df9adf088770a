package org.holdfast.bench.sample;

/** What is measured. The name of a row is stable; the text says what lies between its start and its end. */
public enum Row {
    IMPORT_CHECK("import.check", "blocks read, parsed, checked, made into records; one thread, no broker"),
    IMPORT_PARSE_PEER("import.parse.peer", "the same blocks parsed and written back by bitcoinj, nothing checked"),
    IMPORT_CHECK_RATIO("import.check.ratio", "time of import.check over time of import.parse.peer"),
    IMPORT_PUBLISH("import.publish", "checked on one thread and published on another, one Kafka transaction a block"),
    IMPORT_WHOLE("import.whole", "as the command does it: everything checked, then import.publish"),
    IMPORT_SEND_PEER("import.send.peer", "the same records from memory, plain producer, no transaction, no check"),
    IMPORT_PUBLISH_RATIO("import.publish.ratio", "time of import.publish over time of import.send.peer"),
    INDEX_APPEND("index.append", "blocks in memory appended to a fresh index on disk"),
    INDEX_COPY_PEER("index.copy.peer", "the same blocks copied into two PostgreSQL tables, then keys and statistics"),
    INDEX_APPEND_RATIO("index.append.ratio", "time of index.append over time of index.copy.peer"),
    INDEX_FEED("index.feed", "blocks consumed from Kafka, put together, appended to a fresh index"),
    INDEX_POLL_PEER("index.poll.peer", "the same records consumed and dropped"),
    INDEX_FEED_RATIO("index.feed.ratio", "time of index.feed over time of index.poll.peer"),
    INDEX_REOPEN("index.reopen", "the index opened again"),
    INDEX_DISK("index.disk", "size of the index"),
    INDEX_DISK_PEER("index.disk.peer", "size of the two PostgreSQL tables with their keys"),
    INDEX_HEAP("index.heap", "heap that the index keeps, after garbage collection; its mapped files are not in it"),
    TRACE_FIFO("trace.fifo", "one trace, first in first out"),
    TRACE_PRO_RATA("trace.pro-rata", "one trace, pro rata"),
    TRACE_POISON("trace.poison", "one trace, poison"),
    TRACE_REACH_PEER("trace.reach.peer", "recursive query in PostgreSQL that only counts what poison visits"),
    TRACE_POISON_RATIO("trace.poison.ratio", "time of trace.poison over time of trace.reach.peer"),
    EVM_CHECK("evm.check", "EVM blocks with receipts and calls asked for over JSON-RPC, checked, made into records"),
    EVM_PARSE_PEER("evm.parse.peer", "the same blocks and receipts, no calls, parsed by web3j, nothing checked"),
    EVM_CHECK_RATIO("evm.check.ratio", "time of evm.check over time of evm.parse.peer"),
    EVM_FOLLOW(
            "evm.follow", "the same blocks followed into Kafka, one transaction a block; the node replays them here"),
    MEMORY_PROCESS("memory.process", "largest resident size of this process so far"),
    MEMORY_HEAP("memory.heap", "largest sizes of the heap's pools so far, summed: an upper bound of the heap used"),
    MEMORY_BROKER("memory.broker", "largest resident size of the broker so far");

    private final String id;
    private final String text;

    Row(String id, String text) {
        this.id = id;
        this.text = text;
    }

    public String id() {
        return id;
    }

    public String text() {
        return text;
    }
}

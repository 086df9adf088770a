-- The topic that a position belongs to. A topic that was deleted and made again has another id: the position is none of
-- it, and a person decides.
alter table feed_position add column topic_id text;

-- Who accepted another topic, or a topic that lost records, and why.
create table feed_acceptance (
    topic text not null,
    topic_id_before text,
    offset_before bigint not null,
    topic_id_after text not null,
    offset_after bigint not null,
    officer text not null,
    reason text not null,
    accepted_at timestamptz not null
);

-- Parked events that a person took out, and why. The events themselves stay in the event store.
create table parked_eviction (
    deadletteridentifier text primary key,
    processinggroup text not null,
    sequenceidentifier text not null,
    eventidentifier text not null,
    payloadtype text not null,
    causetype text,
    causemessage text,
    officer text not null,
    reason text not null,
    evicted_at timestamptz not null
);

-- The message of a failure may be long; an entry that could not be written would stop its projection.
alter table deadletterentry alter column causemessage type text, alter column causetype type text;

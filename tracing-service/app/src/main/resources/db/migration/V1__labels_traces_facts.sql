-- Attributions as their sources state them; conflicting ones stand side by side.
create table label (
    label_id text primary key,
    chain text not null,
    address text not null,
    vasp_id text not null,
    category text not null,
    source text not null,
    confidence_per_mille integer not null check (confidence_per_mille between 0 and 1000),
    recorded_at timestamptz not null
);
create index label_by_address on label (chain, address);

-- Finished traces as they were answered; a trace is a function of its inputs, so its id says which.
create table trace (
    trace_id text primary key,
    case_id text,
    requested_by text not null,
    recorded_at timestamptz not null,
    answer text not null
);

-- Facts on their way to Kafka. A row is written once per fact and marked when the broker has it.
create table fact_outbox (
    position bigint generated always as identity primary key,
    fact_id text not null unique,
    case_id text not null,
    record bytea not null,
    sent_at timestamptz
);
create index fact_outbox_unsent on fact_outbox (position) where sent_at is null;

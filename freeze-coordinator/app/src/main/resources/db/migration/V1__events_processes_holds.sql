-- The event store. The names are Axon's; txid is ours: readers see an event only when every transaction that may still
-- write a lower index has ended, so that none is ever skipped.
create table domainevententry (
    globalindex bigserial primary key,
    aggregateidentifier varchar(255) not null,
    sequencenumber bigint not null,
    type varchar(255),
    eventidentifier varchar(255) not null unique,
    metadata bytea,
    payload bytea not null,
    payloadrevision varchar(255),
    payloadtype varchar(255) not null,
    timestamp varchar(255) not null,
    txid xid8 not null default pg_current_xact_id(),
    unique (aggregateidentifier, sequencenumber)
);

create table snapshotevententry (
    aggregateidentifier varchar(255) not null,
    sequencenumber bigint not null,
    type varchar(255) not null,
    eventidentifier varchar(255) not null unique,
    metadata bytea,
    payload bytea not null,
    payloadrevision varchar(255),
    payloadtype varchar(255) not null,
    timestamp varchar(255) not null,
    primary key (aggregateidentifier, sequencenumber)
);

create table tokenentry (
    processorname varchar(255) not null,
    segment integer not null,
    token bytea,
    tokentype varchar(255),
    timestamp varchar(255),
    owner varchar(255),
    primary key (processorname, segment)
);

create table sagaentry (
    sagaid varchar(255) primary key,
    revision varchar(255),
    sagatype varchar(255),
    serializedsaga bytea
);

create table associationvalueentry (
    id bigserial primary key,
    associationkey varchar(255),
    associationvalue varchar(255),
    sagaid varchar(255),
    sagatype varchar(255)
);
create index association_by_value on associationvalueentry (sagatype, associationkey, associationvalue);
create index association_by_saga on associationvalueentry (sagaid, sagatype);

create table deadletterentry (
    deadletteridentifier varchar(255) primary key,
    processinggroup varchar(255) not null,
    sequenceidentifier varchar(255) not null,
    sequenceindex bigint not null,
    messagetype varchar(255) not null,
    eventidentifier varchar(255) not null,
    timestamp varchar(255) not null,
    payloadtype varchar(255) not null,
    payloadrevision varchar(255),
    payload bytea not null,
    metadata bytea,
    type varchar(255),
    aggregateidentifier varchar(255),
    sequencenumber bigint,
    tokentype varchar(255),
    token bytea,
    enqueuedat varchar(255) not null,
    lasttouched varchar(255),
    processingstarted varchar(255),
    causetype varchar(255),
    causemessage varchar(1023),
    diagnostics bytea,
    unique (processinggroup, sequenceidentifier, sequenceindex)
);
create index dead_letter_by_group on deadletterentry (processinggroup);

-- Clocks, as db-scheduler keeps them.
create table scheduled_tasks (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamptz not null,
    picked boolean not null,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures integer,
    last_heartbeat timestamptz,
    version bigint not null,
    priority smallint,
    state text,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_by_time on scheduled_tasks (execution_time);
create index scheduled_tasks_by_heartbeat on scheduled_tasks (last_heartbeat);

-- Facts that were taken in, so that a repeat is recognised whatever its offset.
create table fact (
    fact_id text primary key,
    digest text not null,
    received_at timestamptz not null
);

-- How far each topic was read. Moves in the transaction that takes the records in, so none is missed or taken twice.
create table feed_position (
    topic text primary key,
    next_offset bigint not null
);

-- Records that cannot be taken in. Nothing is thrown away: the bytes stay as they came.
create table fact_quarantine (
    topic text not null,
    partition integer not null,
    record_offset bigint not null,
    record_key bytea,
    record bytea,
    code text not null,
    reason text not null,
    received_at timestamptz not null,
    primary key (topic, partition, record_offset)
);

-- What stands where, folded from the events.
create table hold_view (
    hold_id text primary key,
    case_id text not null,
    vasp_id text not null,
    fact_id text,
    asset text not null,
    asked numeric(78, 0) not null,
    held numeric(78, 0) not null,
    state text not null,
    clock text,
    clock_round integer,
    clock_due timestamptz,
    drafted_at timestamptz not null,
    changed_at timestamptz not null,
    sequence bigint not null
);
create index hold_view_by_case on hold_view (case_id, drafted_at, hold_id);
create index hold_view_by_clock on hold_view (clock_due) where clock_due is not null;

-- What each exchange is asked, in the order in which it was asked. Written by one thread, so positions have that order.
create table exchange_inbox (
    position bigint generated always as identity primary key,
    vasp_id text not null,
    hold_id text not null,
    asked text not null,
    asked_at timestamptz not null,
    event_id text not null unique
);
create index exchange_inbox_by_vasp on exchange_inbox (vasp_id, position);

-- Answers by the exchange's own key, so that a repeat gets the same answer and changes nothing.
create table exchange_answer (
    vasp_id text not null,
    idempotency_key text not null,
    request_digest text not null,
    status integer,
    body text,
    answered_at timestamptz not null,
    primary key (vasp_id, idempotency_key)
);

-- Commands of a process that were refused: somebody has to look.
create table process_stuck (
    event_id text primary key,
    hold_id text not null,
    command text not null,
    refusal text not null,
    stuck_at timestamptz not null
);

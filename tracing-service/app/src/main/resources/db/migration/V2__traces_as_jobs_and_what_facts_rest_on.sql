-- A label that its own people withdrew stays, marked: the same claim of the same source is not believed again.
alter table label add column withdrawn_at timestamptz;
alter table label add column withdrawn_by text;
alter table label add column withdrawn_reason text;

-- Blocks that left the active chain and have not come back.
create table retracted_block (
    chain text not null,
    block_hash text not null,
    height bigint not null,
    reason text not null,
    recorded_at timestamptz not null,
    primary key (chain, block_hash)
);

-- A finding is what a fact says; made again after a withdrawal it is a new fact.
alter table fact_outbox add column finding text;
update fact_outbox set finding = fact_id;
alter table fact_outbox alter column finding set not null;
alter table fact_outbox add column withdrawn_by text;
create index fact_outbox_by_finding on fact_outbox (finding);

-- What a fact rests on: blocks as "<chain> <hash>", labels by id.
create table fact_basis (
    fact_id text not null references fact_outbox (fact_id),
    kind text not null check (kind in ('block', 'label')),
    ref text not null,
    primary key (fact_id, kind, ref)
);
create index fact_basis_by_ref on fact_basis (kind, ref);

-- Traces as they were asked for, and where each stands. A row outlives the service: what was running when it died is
-- run again.
create table trace_job (
    number bigint generated always as identity unique,
    trace_id text primary key,
    chain text not null,
    case_id text,
    requested_by text not null,
    requested_at timestamptz not null,
    idempotency_key text,
    request_digest text not null,
    request text not null,
    state text not null check (state in ('queued', 'running', 'finished', 'cancelled', 'failed')),
    attempts integer not null default 0,
    transactions bigint not null default 0,
    ended_at timestamptz,
    problem text,
    result text,
    unique (requested_by, idempotency_key)
);
create index trace_job_unended on trace_job (number) where state in ('queued', 'running');
create index trace_job_by_case on trace_job (case_id, number);

-- Long lists of a finished trace in pages: the ends of each policy, the sensitivity table. Each page is a JSON array.
create table trace_page (
    trace_id text not null references trace_job (trace_id),
    list text not null,
    page integer not null,
    body text not null,
    primary key (trace_id, list, page)
);

-- What a finished trace rests on, as in fact_basis.
create table trace_basis (
    trace_id text not null references trace_job (trace_id),
    kind text not null check (kind in ('block', 'label')),
    ref text not null,
    primary key (trace_id, kind, ref)
);

-- The table "trace" of version 1 holds answers of another form; it is kept as it is and not read any more.

-- One doctrine per asset of a case: facts under two would ask for the same coins twice.
create table case_doctrine (
    case_id text not null,
    asset text not null,
    policy text not null,
    recorded_at timestamptz not null,
    primary key (case_id, asset)
);

-- Stop every instance of an earlier version before this migration: it drafts without asking the coverage.

-- What requests of earlier versions ask for or hold counts in the coverage of their case, exchange and asset. The events
-- below have the form of the program; requests that have ended ask for nothing and are left out.
with drafted as (
    select globalindex, aggregateidentifier as hold, timestamp, convert_from(payload, 'UTF8')::jsonb as event
      from domainevententry draft
     where payloadtype = 'hold.HoldDrafted'
       and not exists (
           select 1 from domainevententry ended
            where ended.aggregateidentifier = draft.aggregateidentifier
              and ended.payloadtype in ('hold.HoldDismissed', 'hold.HoldNotPlaced', 'hold.HoldDeclined',
                                        'hold.HoldExpired', 'hold.HoldReleased', 'hold.HoldWithdrawn'))
), covered as (
    select drafted.*,
           'coverage-' || left(encode(sha256(convert_to(
               (event #>> '{draft,caseId}') || E'\n' || (event #>> '{draft,vaspId}') || E'\n'
               || (event #>> '{draft,lines,0,asset}'), 'UTF8')), 'hex'), 32) as coverage
      from drafted
), counted as (
    select coverage, globalindex, timestamp, 'coverage.RequestCounted' as name,
           jsonb_build_object('holdId', hold, 'factId', event #> '{draft,factId}', 'lines', event #> '{draft,lines}',
                              'at', event -> 'at') as event
      from covered
    union all
    select coverage, placed.globalindex, placed.timestamp, 'coverage.HeldCounted',
           jsonb_build_object(
               'holdId', hold,
               'held', (select jsonb_agg(line -> 'held' order by (line ->> 'line')::integer)
                          from jsonb_array_elements(convert_from(placed.payload, 'UTF8')::jsonb -> 'lines') line),
               'at', convert_from(placed.payload, 'UTF8')::jsonb -> 'at')
      from covered
      join domainevententry placed on placed.aggregateidentifier = hold and placed.payloadtype = 'hold.HoldPlaced'
)
insert into domainevententry
       (aggregateidentifier, sequencenumber, type, eventidentifier, metadata, payload, payloadrevision, payloadtype,
        timestamp)
select coverage, row_number() over (partition by coverage order by globalindex) - 1, 'Coverage',
       gen_random_uuid()::text, convert_to('{}', 'UTF8'), convert_to(event::text, 'UTF8'), '1', name, timestamp
  from counted
 order by globalindex;

-- Facts that led to no request, because all that they name was asked already.
create table unasked_fact (
    hold_id text primary key,
    fact_id text not null,
    case_id text not null,
    vasp_id text not null,
    asset text not null,
    left_out jsonb not null,
    found_at timestamptz not null
);
create index unasked_fact_by_case on unasked_fact (case_id, found_at);
create index unasked_fact_by_fact on unasked_fact (fact_id);

-- The row shows whether the fact of a request stands, and for what reason a release was asked. The wording has three
-- parts, since the second and third change with the fact. Sums have room for 500 amounts of 256 bits.
truncate hold_view;
alter table hold_view
    alter column asked type numeric(81, 0),
    alter column held type numeric(81, 0),
    add column wording_lines text not null,
    add column wording_note text not null default '',
    add column fact_status text not null default 'STANDS',
    add column release_reason text,
    add column places text[] not null;
create index hold_view_by_fact_status on hold_view (fact_status) where fact_status <> 'STANDS';
create index hold_view_by_place on hold_view using gin (places);
select restart_projection('hold-views');

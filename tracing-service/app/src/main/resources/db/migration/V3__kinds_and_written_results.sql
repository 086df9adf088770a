-- What was asked: a trace forward or backward, paths, bounds.
alter table trace_job add column kind text not null default 'forward'
    check (kind in ('forward', 'backward', 'paths', 'bounds'));

-- A finished result in its one written form, to which its digest belongs: canonical JSON, gzip, cut into parts.
create table trace_document (
    trace_id text not null references trace_job (trace_id),
    part integer not null,
    body bytea not null,
    primary key (trace_id, part)
);

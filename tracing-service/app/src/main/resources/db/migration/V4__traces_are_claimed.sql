-- An instance claims a trace before it runs it. Each claim has a higher number than the one before, and every write of
-- a running trace names its number, so that an instance whose claim was taken over writes nothing. The lease is counted
-- by the clock of the database.
alter table trace_job add column claim bigint not null default 0;
alter table trace_job add column claimed_by text;
alter table trace_job add column claimed_until timestamptz not null default '-infinity';

-- A cancellation is asked of any instance; the one that runs the trace reads it when it renews its claim.
alter table trace_job add column cancel_asked boolean not null default false;

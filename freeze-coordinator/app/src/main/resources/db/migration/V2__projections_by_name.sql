-- Stop every instance of version 1 before this migration: it writes rows of the old form.

-- Version 1 stored the class name of the process. The name is now our own, so that the class can move.
update sagaentry set sagatype = 'process.FreezeProcess'
 where sagatype = 'org.holdfast.freeze.app.axon.FreezeProcessSaga';
update associationvalueentry set sagatype = 'process.FreezeProcess'
 where sagatype = 'org.holdfast.freeze.app.axon.FreezeProcessSaga';

-- Makes a projection read all events again, from the first. The caller empties the tables of the projection.
create function restart_projection(projection text) returns void language sql as $$
    delete from deadletterentry where processinggroup = projection;
    delete from tokenentry where processorname = projection;
$$;

-- A row carries what an inbox page needs, so a page is one query. Old rows lack it, so the list is built again. Exact
-- times are text in ISO 8601: timestamptz keeps microseconds, and a command must name the end of a term exactly.
truncate hold_view;
alter table hold_view
    add column basis text not null,
    add column wording text not null,
    add column trace_digest text,
    add column lines jsonb not null,
    add column due text,
    add column extension_asked text;
select restart_projection('hold-views');

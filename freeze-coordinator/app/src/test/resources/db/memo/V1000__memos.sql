create table memo_view (
    memo_id text primary key,
    memo text not null
);

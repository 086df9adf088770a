-- A fact rests on transactions, each at the place where it stood last. An absent one stands in no block of the active
-- chain. "paid" is what an absent one paid into the accounts of the fact where it stood.
create table fact_transaction (
    fact_id text not null references fact_outbox (fact_id),
    chain text not null,
    txid text not null,
    height bigint not null,
    block_hash text not null,
    absent boolean not null default false,
    paid text not null default '',
    primary key (fact_id, txid)
);
create index fact_transaction_by_block on fact_transaction (chain, block_hash);

-- What an absent transaction of a fact, or an absent ancestor of it, spends. Another spender is a conflict.
create table fact_absent_spend (
    fact_id text not null references fact_outbox (fact_id),
    txid text not null,
    spender text not null,
    output text not null,
    primary key (fact_id, txid, output)
);

-- Since when a fact is suspended, and how often it was.
alter table fact_outbox add column suspended_at timestamptz;
alter table fact_outbox add column episode integer not null default 0;
create index fact_outbox_suspended on fact_outbox (position) where suspended_at is not null and withdrawn_by is null;

create table payments (id bigint, kind text, amount bigint);
create materialized view totals as select kind, sum(amount) as amount, count(*) as number from payments where amount > 0 group by kind;
create unique index totals_key on totals (kind);
create view big_totals as select kind from totals where amount > 100;

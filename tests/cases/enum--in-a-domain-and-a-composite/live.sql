create type currency as enum ('eur', 'gbp', 'usd');
create domain settlement_currency as currency check (value <> 'gbp');
create type money_amount as (value numeric(12, 2), currency currency);
create table payouts (id bigint primary key, amount money_amount, settled settlement_currency);

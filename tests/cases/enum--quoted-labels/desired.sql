create type "Plan Tier" as enum ('Free', 'it''s paid', 'Größe "XL"', '');
create table accounts (id bigint primary key, tier "Plan Tier" not null default 'it''s paid');

create table carts (net bigint not null, tax bigint not null, gross bigint generated always as (net + tax) stored);

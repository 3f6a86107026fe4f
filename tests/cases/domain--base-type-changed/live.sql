create domain cents as integer constraint cents_positive check (value >= 0);
create table prices (id bigint primary key, unit_amount cents not null default 0);
create index prices_by_amount on prices (unit_amount);
create view dear_prices as select id, unit_amount from prices where unit_amount > 1000;

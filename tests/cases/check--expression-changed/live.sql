create table prices (id bigint primary key, currency text, constraint prices_currency_check check (currency in ('eur', 'usd')));

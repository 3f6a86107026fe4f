create table public.prices (
    id integer primary key,
    amount integer,
    currency text not null default 'eur' check (currency ~ '^[a-z]{3}$'),
    code text default 'EUR' check (prices.code <> '' and length(code) = 3),
    note text check (note <> ''),
    made timestamp with time zone default now() check (made > '2000-01-01')
);

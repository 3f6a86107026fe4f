create table public.prices (
    id integer primary key,
    amount integer
);

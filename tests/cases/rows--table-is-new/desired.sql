create schema app;
create table app.plans (id text primary key, name text not null, made timestamptz not null);
create table app.prices (
    plan text not null references app.plans,
    currency char(3) not null,
    amount numeric(10, 2) not null,
    primary key (plan, currency)
);
insert into app.plans (id, name, made) values ('pro', 'Pro', now());
insert into app.prices (plan, currency, amount) values
    ('pro', 'EUR', 12),
    ('pro', 'USD', 13);

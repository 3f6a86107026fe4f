begin;

create table app.plans (
    id text not null,
    name text not null,
    made timestamp with time zone not null,
    constraint plans_pkey primary key (id)
);

create table app.prices (
    plan text not null,
    currency character(3) not null,
    amount numeric(10,2) not null,
    constraint prices_pkey primary key (plan, currency)
);

alter table app.prices add constraint prices_plan_fkey foreign key (plan) references app.plans (id);

insert into app.plans (id, name, made) values ('pro', 'Pro', now());

insert into app.prices (plan, currency, amount) values
    ('pro', 'EUR', 12),
    ('pro', 'USD', 13);

commit;

begin;

create table public.events (
    customer_id bigint not null,
    at timestamp with time zone not null,
    kind text not null default 'view',
    constraint events_pkey primary key (customer_id, at)
) partition by range (at);

create table public.events_2026 partition of public.events for values from ('2026-01-01') to ('2027-01-01');

create table public.events_rest partition of public.events default;

create index events_by_kind on public.events (kind);

alter table public.events add constraint events_customer_id_fkey foreign key (customer_id) references public.customers (id);

commit;

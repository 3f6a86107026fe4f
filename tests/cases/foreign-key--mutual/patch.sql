begin;

create table public.customers (
    id bigint not null,
    default_card_id bigint,
    constraint customers_pkey primary key (id)
);

create table public.cards (
    id bigint not null,
    customer_id bigint not null,
    constraint cards_pkey primary key (id)
);

alter table public.cards add constraint cards_customer_id_fkey foreign key (customer_id) references public.customers (id) on delete cascade;

alter table public.customers add constraint customers_default_card foreign key (default_card_id) references public.cards (id) on delete set null;

commit;

begin;

create table public.categories (
    id bigint not null generated always as identity,
    parent_id bigint,
    root_id bigint,
    constraint categories_pkey primary key (id)
);

-- blocks-writes: checking public.accounts.accounts_parent_id_fkey reads
-- public.accounts while writes to it wait (1 row)
alter table public.accounts
    add column parent_id bigint,
    add constraint accounts_parent_id_fkey foreign key (parent_id) references public.accounts (id);

create index categories_parent_id_idx on public.categories (parent_id);

alter table public.categories
    add constraint categories_parent_id_fkey foreign key (parent_id) references public.categories (id) on delete cascade,
    add constraint categories_root foreign key (root_id) references public.categories (id);

commit;

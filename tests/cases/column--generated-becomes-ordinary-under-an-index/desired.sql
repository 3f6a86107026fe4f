create table public.items (
    size integer,
    label character varying(20)
);
create unique index items_key on public.items (size, label);

create table public.items (
    id integer not null,
    label text generated always as ('no. ' || id::text) stored
);
create unique index items_key on public.items (id, label);

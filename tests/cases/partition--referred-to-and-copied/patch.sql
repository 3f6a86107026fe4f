begin;

create table public.refs (
    id integer,
    at date
);

create table public.copied (
    id integer not null,
    at date not null,
    note text default 'n',
    kind text default 'two',
    constraint copied_pkey primary key (id, at)
);

alter table public.p add column kind text default 'k';

create table public.p_2 partition of public.p for values from ('2026-01-01') to ('2027-01-01');

alter table public.p_2 alter column kind set default 'two';

create index copied_note_idx on public.copied (note);

alter table public.refs add constraint refs_id_at_fkey foreign key (id, at) references public.p_1 (id, at);

commit;

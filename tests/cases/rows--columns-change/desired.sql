-- trueup: renamed from public.tariffs
create table public.plans (
    -- trueup: renamed from code
    id text primary key,
    price integer,
    label text,
    open boolean not null default true,
    rank integer
);
insert into public.plans (id, price, label, open, rank) values ('a', 1, 'A', true, 1), ('b', 3, 'B', false, 2), ('c', 4, 'C', true, 3);

begin;

alter table public.p detach partition public.p_left;

alter table public.p_left rename constraint p_id to left_alone;

alter table public.q rename constraint old to new;

create table public.p_own partition of public.p (
    id constraint own not null
) for values from (10) to (20);

create table public.p_attached partition of public.p (
    id constraint theirs not null
) for values from (20) to (30);

create table public.q_own (
    constraint q_own_id not null id,
    a integer
) inherits (public.q);

commit;

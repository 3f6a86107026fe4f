begin;

alter table public.other not of;

alter table public.was not of;

set local search_path = public;

create table public.fresh (
    a integer not null default 5,
    b text not null,
    constraint fresh_pkey primary key (a),
    constraint short check (length(b) < 10)
);

alter table public.other add column c date;

alter table public.becomes of public.pair;

alter table public.other of public.trio;

alter table public.fresh of public.pair;

commit;

begin;

set local search_path = public;

create table public.letters (
    at date default '2026-02-02',
    sent boolean,
    constraint letters_sent check (sent or at is null) no inherit
) inherits (public.named, public.dated);

create table public.mails (
    cc text[]
) inherits (public.letters);

create index mails_by_name on public.mails (name);

create view public.mailed as
select name, cc from mails;

commit;

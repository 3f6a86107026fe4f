begin;

alter table public.people
    add column mail text,
    add constraint people_mail not null mail not valid;

commit;

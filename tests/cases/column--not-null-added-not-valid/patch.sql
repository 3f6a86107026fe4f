begin;

alter table public.people add constraint people_mail not null mail not valid;

create table public.others (
    id integer not null no inherit,
    mail text
);

alter table public.others add constraint others_mail not null mail not valid;

commit;

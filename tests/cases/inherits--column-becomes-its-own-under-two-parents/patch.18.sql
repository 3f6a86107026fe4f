begin;

-- drops-data: drops column public.grandchild.last (0 values)
alter table public.grandchild drop column last;

alter table public.base
    drop constraint c,
    alter column name type text,
    alter column name drop not null;

create table public.other (
    id integer,
    more date default current_date
);

alter table app.child
    add column extra integer,
    add column more date default current_date,
    alter column id set default 7;

alter table app.child no inherit public.base;

alter table app.child
    inherit public.base,
    inherit public.other;

alter table public.base alter constraint base_id_not_null no inherit;

alter table app.child alter column id drop not null;

alter table public.base alter constraint base_id_not_null inherit;

commit;

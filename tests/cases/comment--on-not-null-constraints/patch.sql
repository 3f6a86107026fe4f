begin;

-- drops-data: drops column public.t.dropped (0 values)
-- may-fail: fails if public.t has rows, since added is not null and has no
-- default (0 rows)
alter table public.t
    drop column dropped,
    alter column nullable drop not null,
    alter column unchecked drop not null,
    add constraint t_unchecked_not_null not null unchecked not valid,
    add column added integer constraint added not null;

comment on constraint lost on public.t is null;

alter table public.t rename constraint before to after;

comment on constraint after on public.t is 'after';

create table public.copied (
    renamed integer constraint after not null,
    kept integer constraint t_kept_not_null not null,
    lost integer constraint lost not null,
    nullable integer,
    unchecked integer constraint t_unchecked_not_null not null,
    added integer constraint added not null
);

comment on constraint t_unchecked_not_null on public.t is 'comes back';

comment on constraint added on public.t is 'new';

comment on constraint after on public.copied is 'after';

comment on constraint t_kept_not_null on public.copied is 'stays';

comment on column public.copied.unchecked is 'of the column';

comment on constraint t_unchecked_not_null on public.copied is 'comes back';

comment on constraint added on public.copied is 'new';

commit;

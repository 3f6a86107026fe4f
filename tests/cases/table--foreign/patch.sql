begin;

drop foreign table public.to_drop;

drop view public.recent;

set local search_path = public;

alter table public.readings
    drop column gone,
    alter column taken drop default,
    drop constraint readings_value_check,
    options (add "Odd name" 'y', set schema_name 'other', drop fetch_size),
    alter column id options (set column_name 'id'),
    alter column taken type timestamp with time zone,
    alter column value type numeric,
    alter column value set not null,
    alter column value options (set b 'z', add c 'it''s', drop a),
    alter column unit type integer,
    alter column note options (drop key),
    add column added date options (column_name 'Added') not null default current_date,
    alter column note set default 'none',
    add constraint readings_value_check check (value > 1);

drop trigger guard on public.readings;

comment on column public.readings.note is null;

comment on foreign table public.readings is 'what was read there';

create foreign table public.made (
    a integer options (n '1'),
    b text collate "C" generated always as ('x') stored
) server far options (n '1');

alter table public.made alter column a set statistics 40;

create statistics public.of_made (dependencies) on a, b from public.made;

create view public.recent as
select id, value from readings;

create trigger guard
    after insert or update on public.readings
    for each row
    execute function public.stop();

commit;

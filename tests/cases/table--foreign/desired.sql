create foreign data wrapper nothing;
create server far foreign data wrapper nothing;
create foreign table readings (
    id bigint options (column_name 'id') not null,
    taken timestamptz,
    value numeric options (b 'z', c 'it''s') not null check (value > 1),
    unit integer,
    note text default 'none',
    added date options (column_name 'Added') not null default current_date
) server far options (schema_name 'other', table_name 'r', "Odd name" 'y');
comment on foreign table readings is 'what was read there';
create function stop() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger guard after insert or update on readings for each row execute function stop();
create view recent as select id, value from readings;
create foreign table made (a integer options (n '1'), b text collate "C" generated always as ('x') stored) server far options (n '1');
alter foreign table made alter column a set statistics 40;
create statistics of_made (dependencies) on a, b from made;

create foreign data wrapper nothing;
create server far foreign data wrapper nothing;
create foreign table readings (
    id bigint options (column_name 'ID') not null,
    taken timestamp default now(),
    value integer options (a 'x', b 'y') check (value > 0),
    unit varchar(10),
    note text options (key 'true'),
    gone text
) server far options (schema_name 'public', table_name 'r', fetch_size '10');
comment on foreign table readings is 'what was read';
comment on column readings.note is 'a note';
create function stop() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger guard before insert on readings for each row execute function stop();
create view recent as select id, value from readings;
create foreign table to_drop (a integer) server far;

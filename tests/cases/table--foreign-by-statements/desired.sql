create schema app;
create extension file_fdw;
create server files foreign data wrapper file_fdw;
create foreign table if not exists logs (line text, n integer) server files options (filename '/tmp/none', format 'csv');
alter foreign table logs add column more text options (force_not_null 'true');
alter foreign table logs alter column more options (add force_null 'true', drop force_not_null);
alter foreign table logs add constraint positive check (n > 0) not valid;
alter foreign table if exists logs options (set filename '/tmp/other', drop format, delimiter ',');
alter foreign table if exists nowhere options (a 'b');
alter foreign table logs alter column n set default 1, alter column line type varchar;
alter foreign table logs rename column line to words;
alter table logs rename to journal;
alter foreign table journal set schema app;
alter foreign table app.journal alter column n set not null;
alter foreign table app.journal owner to foreign_reader;
create foreign table gone (a integer) server files options (filename '/tmp/none');
drop foreign table gone;
drop foreign table if exists gone, never cascade;
do $$ begin
  if not exists (select from pg_class where relname = 'once' and relkind = 'f') then
    create foreign table once (a integer) server files options (filename '/tmp/none');
  end if;
end $$;

create table reports (id bigint primary key);
alter role tuned_reader set search_path to public, pg_temp;
alter role tuned_reader set work_mem = '8MB';
grant select on reports to tuned_reader;

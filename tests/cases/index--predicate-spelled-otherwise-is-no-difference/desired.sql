create table jobs (id bigint, state text, kind varchar(20), at timestamptz, tries smallint, note text);
create index jobs_1 on jobs (id) where state in ('queued', 'running');
create index jobs_2 on jobs using btree (lower(kind) asc) where tries < 3;
create index jobs_3 on jobs (date_trunc('day', at at time zone 'UTC'));

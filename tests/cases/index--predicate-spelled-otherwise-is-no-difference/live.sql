create table jobs (id bigint, state text, kind varchar(20), at timestamptz, tries smallint);
create index jobs_1 on jobs (id) where (state = any (array['queued'::text, 'running'::text]));
create index jobs_2 on jobs (lower((kind)::text)) where (tries < 3);
create index jobs_3 on jobs (date_trunc('day'::text, (at at time zone 'UTC'::text)));

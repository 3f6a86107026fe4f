create type job_state as enum ('queued', 'done');
create table jobs (id bigint primary key, state job_state not null, error text);

create type job_state as enum ('queued', 'done', 'failed');
create table jobs (
  id bigint primary key,
  state job_state not null,
  error text,
  constraint jobs_error_of_failed check ((state = 'failed') = (error is not null))
);
create index jobs_failed on jobs (id) where state = 'failed';

create table projects (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts,
  title varchar(80) not null,
  created_at timestamptz not null default now()
);
create index projects_by_title on projects (title);

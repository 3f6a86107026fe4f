create table logins (id bigint primary key, at timestamptz not null default now());
create index logins_by_at on logins (at desc);

create table logins (id bigint primary key, at timestamp not null default now());
create index logins_by_at on logins (at desc);

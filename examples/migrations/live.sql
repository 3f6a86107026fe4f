-- A server that ran the first two migrations, and a hot fix by hand; nobody knows what else is missing.
\ir migrations/0001_accounts.sql
\ir migrations/0002_projects.sql
create index projects_by_account on projects (account_id, created_at);

insert into accounts (name, email) values ('Ada', 'ada@example.com'), ('Grace', 'grace@example.com');
insert into projects (account_id, title) values (1, 'Engine'), (2, 'Compiler');

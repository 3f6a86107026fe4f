create table notes (id bigint primary key, owner varchar(30), secret boolean default false);
alter table notes enable row level security;
create policy owners on notes using (owner = current_user and not secret);

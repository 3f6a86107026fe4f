-- A number or identifier of its own for each row is twice in none.
create table logs (id bigint generated always as identity primary key, message text);
create table jobs (id uuid default gen_random_uuid() primary key, name text);
create table lines (id bigserial primary key, name text);

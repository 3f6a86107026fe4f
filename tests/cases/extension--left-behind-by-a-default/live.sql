create extension "uuid-ossp";
create table events (id uuid primary key default uuid_generate_v4(), payload jsonb not null default '{}');

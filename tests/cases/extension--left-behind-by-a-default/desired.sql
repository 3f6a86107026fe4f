create table events (id uuid primary key default gen_random_uuid(), payload jsonb not null default '{}');

create table api_keys (id uuid primary key default gen_random_uuid(), secret text not null);

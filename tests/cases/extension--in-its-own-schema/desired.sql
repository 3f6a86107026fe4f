create schema extensions;
create extension pgcrypto schema extensions;
create table api_keys (
  id uuid primary key default gen_random_uuid(),
  secret text not null default encode(extensions.gen_random_bytes(24), 'hex')
);

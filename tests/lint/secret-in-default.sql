create table public.a (key text default 'sk_test_4eC39HqLyjWDarjtT1zdp7dc'); -- found secret-in-default
create table public.b (config jsonb default '{}', token text default 'letmein'); -- found secret-in-default
create table public.c (
  id int,
  hook text default 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', -- found secret-in-default
  url text default 'postgres://app:hunter2@db.internal/app' -- found secret-in-default
);
create table public.d (password text);
alter table public.d alter column password set default 'changeme'; -- found secret-in-default
create table public.e (api_key text default ('live-' || 'q7Xv2LmP0sTzR8bNcYdK4fHjWgEa1uQi')); -- found secret-in-default

create table public.good (
  token_type text default 'bearer',
  token text default encode(sha256(now()::text::bytea), 'hex'),
  password text,
  secret text default '',
  api_key text default null,
  status text default 'incomplete_expired',
  id uuid default '00000000-0000-0000-0000-000000000000',
  hash text default 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  site text default 'https://example.com/welcome',
  primary_key text default 'id'
);

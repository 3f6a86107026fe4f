begin;

create schema extensions;

create extension pgcrypto schema extensions;

set local search_path = public;

alter table public.api_keys alter column secret set default encode(extensions.gen_random_bytes(24), 'hex');

commit;

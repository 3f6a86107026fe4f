create table public.t (a integer, b integer, constraint near check (a >= 0));

begin;

set local search_path = public;

-- blocks-writes: checking public.t.t_7 reads public.t while writes to it wait
-- (0 rows)
-- may-fail: fails if a row of public.t does not satisfy b !~* 'x' and true or
-- not b ~* 'x' (0 rows)
-- may-fail: fails if a row of public.t does not satisfy char_length(b) > 1 (0
-- rows)
alter table public.t
    drop constraint t_12,
    drop constraint t_7,
    add column g integer,
    add constraint t_7 check (b !~* 'x' and true or not b ~* 'x'),
    add constraint t_12 check (char_length(b) > 1);

commit;

begin;

-- blocks-writes: checking public.a.a_u1_fkey reads public.a while writes to it
-- wait (1 row)
-- may-fail: fails if a row of public.a refers to none of public.users (0 rows)
-- may-fail: fails if a row of public.a refers to none of public.users (0 rows)
alter table public.a
    drop constraint a_u1_fkey,
    drop constraint a_u2_fkey,
    add constraint a_u1_fkey foreign key (u1) references public.users (id) on update restrict on delete restrict,
    add constraint a_u2_fkey foreign key (u2) references public.users (id) on update set null;

-- blocks-writes: checking public.b.b_u1_fkey reads public.b while writes to it
-- wait (0 rows)
-- may-fail: fails if a row of public.b refers to none of public.users (0 rows)
-- may-fail: fails if a row of public.b refers to none of public.users (0 rows)
alter table public.b
    drop constraint b_u1_fkey,
    drop constraint b_u2_fkey,
    add constraint b_u1_fkey foreign key (u1) references public.users (id) on delete set default,
    add constraint b_u2_fkey foreign key (u2) references public.users (id);

commit;

begin;

-- may-fail: fails if a row of public.tags has a null in colour (0 rows)
-- blocks-writes: building the index of public.tags.tags_pkey reads public.tags
-- while writes to it wait (1 row)
-- may-fail: fails if rows of public.tags have the same colour (0 rows)
alter table public.tags
    drop constraint tags_pkey,
    alter column colour set not null,
    add constraint tags_pkey primary key (colour);

commit;

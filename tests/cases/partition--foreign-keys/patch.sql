begin;

-- drops-data: drops table public.uses (0 rows)
drop table public.uses;

-- blocks-writes: checking public.items.items_user reads public.items while
-- writes to it wait (0 rows)
-- may-fail: fails if a row of public.items refers to none of public.users (0
-- rows)
alter table public.items
    drop constraint items_user,
    add constraint items_user foreign key (user_id) references public.users (id) on delete cascade;

create table public.uses (
    item integer,
    at date
) partition by hash (item);

create table public.uses_0 partition of public.uses for values with (modulus 1, remainder 0);

alter table public.items detach partition public.items_2;

-- blocks-writes: attaching public.items_2 reads public.items_2 while writes to
-- it wait (0 rows)
-- may-fail: fails if a row of public.items_2 is not within its bound
alter table public.items attach partition public.items_2 for values from ('2026-01-01') to ('2028-01-01');

-- blocks-writes: checking public.items_1.own reads public.items_1 while writes
-- to it wait (0 rows)
-- may-fail: fails if a row of public.items_1 refers to none of public.users (0
-- rows)
alter table public.items_1 add constraint own foreign key (user_id) references public.users (other) deferrable;

-- blocks-writes: checking public.uses.uses_item reads public.uses while writes
-- to it wait (0 rows)
-- may-fail: fails if a row of public.uses refers to none of public.items (0
-- rows)
alter table public.uses add constraint uses_item foreign key (item, at) references public.items (id, at) deferrable initially deferred;

commit;

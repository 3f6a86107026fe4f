begin;

insert into public.groups (id, parent) values
    (3, 4),
    (4, 1);

update public.groups set parent = 4 where id = 2;

commit;

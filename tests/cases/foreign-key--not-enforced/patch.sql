begin;

-- may-fail: fails if a row of public.b refers to none of public.a (0 rows)
alter table public.b
    alter constraint b_a not enforced,
    alter constraint b_c enforced,
    add constraint b_d foreign key (d) references public.a (id) not enforced;

commit;

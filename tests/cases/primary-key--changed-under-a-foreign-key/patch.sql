begin;

alter table public.users drop constraint users_tenant_id_fkey;

-- blocks-writes: building the index of public.tenants.tenants_key reads
-- public.tenants while writes to it wait (1 row)
-- may-fail: fails if rows of public.tenants have the same id (0 rows)
alter table public.tenants
    drop constraint tenants_pkey,
    add constraint tenants_key primary key (id);

-- blocks-writes: checking public.users.users_tenant_id_fkey reads public.users
-- while writes to it wait (1 row)
-- may-fail: fails if a row of public.users refers to none of public.tenants (0
-- rows)
alter table public.users add constraint users_tenant_id_fkey foreign key (tenant_id) references public.tenants (id);

commit;

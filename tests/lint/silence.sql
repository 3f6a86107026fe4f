-- trueup: ignore foreign-key-without-index: of the whole statement
create table public.a (id int primary key, b int references public.a, c int references public.a);

create table public.part (
  -- trueup: ignore foreign-key-without-index: of one column
  b int references public.a,
  c int references public.a -- found foreign-key-without-index
);

-- trueup: ignore policy-without-row-security: of the policy
create policy p on public.a using (true);

-- A silence of the table covers what another statement adds to it.
-- trueup: ignore foreign-key-without-index: of the table
-- trueup: ignore grant-to-public: of the same
create table public.both (b int);
alter table public.both add foreign key (b) references public.a;
grant select on public.both to public;

-- One of an addition does not cover the table.
create table public.added (b int references public.a); -- found foreign-key-without-index
-- trueup: ignore foreign-key-without-index: of the addition
alter table public.added add column c int references public.a;

do $$ begin
  if not exists (select from pg_tables where tablename = 'guarded') then
    -- trueup: ignore foreign-key-without-index: within a block
    create table public.guarded (b int references public.a);
  end if;
end $$;

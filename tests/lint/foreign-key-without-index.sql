create table public.a (id int primary key, x int, y int, unique (x, y));
create table public.bare (a int references public.a); -- found foreign-key-without-index
create table public.by_alter (a int);
alter table public.by_alter add constraint named foreign key (a) references public.a; -- found foreign-key-without-index
create table public.own (id int primary key references public.a);
create table public.by_unique (a int unique references public.a);
create table public.by_index (a int references public.a);
create index on public.by_index (a);
create table public.leads (a int references public.a, at date);
create index on public.leads (a, at);
create table public.trails (at date, a int references public.a); -- found foreign-key-without-index
create index on public.trails (at, a);
create table public.pair (x int, y int, foreign key (x, y) references public.a (x, y));
create index on public.pair (y, x);
create table public.half (x int, y int, foreign key (x, y) references public.a (x, y)); -- found foreign-key-without-index
create index on public.half (x);

-- The server proves that what it looks for is not null.
create table public.sparse (a int references public.a);
create index on public.sparse (a) where a is not null;
create table public.some (a int references public.a, live boolean); -- found foreign-key-without-index
create index on public.some (a) where live;
-- These find no equal value, or not this one.
create table public.by_gin (a int references public.a, tags int[]); -- found foreign-key-without-index
create index on public.by_gin using gin (tags);
create table public.by_expression (a int references public.a); -- found foreign-key-without-index
create index on public.by_expression ((a + 0));
create table public.hashed (a int references public.a);
create index on public.hashed using hash (a);

-- Of a partitioned table, told once.
create table public.parts (k int, a int references public.a) partition by list (k); -- found foreign-key-without-index
create table public.parts_1 partition of public.parts for values in (1);
create table public.indexed (k int, a int references public.a) partition by list (k);
create table public.indexed_1 partition of public.indexed for values in (1);
create index on public.indexed (a);
-- Two keys, one column, one index.
create table public.twice (a int, foreign key (a) references public.a, constraint again foreign key (a) references public.a);
create index on public.twice (a);

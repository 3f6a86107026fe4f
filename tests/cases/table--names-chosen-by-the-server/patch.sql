begin;

create sequence public.t_c_seq as integer;

set local search_path = public;

-- may-fail: fails if a row of public.t has a null in b (0 rows)
-- rewrites-table: writes public.t again under an access exclusive lock (1 row)
-- blocks-writes: building the index of public.t.t_pkey reads public.t while
-- writes to it wait (1 row)
-- may-fail: fails if rows of public.t have the same a (0 rows)
-- may-fail: fails if rows of public.t have the same a, b (0 rows)
-- may-fail: fails if a row of public.t does not satisfy a > 0 (0 rows)
-- may-fail: fails if a row of public.t does not satisfy a < 100 (0 rows)
-- may-fail: fails if a row of public.t does not satisfy a >= b (0 rows)
-- may-fail: fails if a row of public.t does not satisfy a > 1 (0 rows)
-- may-fail: fails if a row of public.t refers to none of public.t (0 rows)
alter table public.t
    alter column b set not null,
    add column c integer not null default nextval('public.t_c_seq'::regclass),
    add constraint t_pkey primary key (b, c),
    add constraint t_a_key unique (a),
    add constraint t_a_b_key unique (a, b),
    add constraint t_a_check check (a > 0),
    add constraint t_a_check1 check (a < 100),
    add constraint t_check check (a >= b),
    add constraint t_a_check2 check (a > 1),
    add constraint t_b_fkey foreign key (b) references public.t (a),
    add constraint t_b_fkey1 foreign key (b) references public.t (a);

alter sequence public.t_c_seq owned by public.t.c;

create table public.t_a_key1 (
    x integer,
    constraint t_a_key1_x_key unique (x)
);

-- blocks-writes: building index public.t_a_idx reads public.t while writes to
-- it wait (1 row)
create index t_a_idx on public.t (a);

-- blocks-writes: building index public.t_a_lower_idx reads public.t while
-- writes to it wait (1 row)
create index t_a_lower_idx on public.t (a, lower(b::text));

-- blocks-writes: building index public.t_expr_expr1_idx reads public.t while
-- writes to it wait (1 row)
create index t_expr_expr1_idx on public.t ((a + b), (a - b));

commit;

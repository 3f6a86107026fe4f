begin;

-- may-fail: fails if a row of public.t has more than 5 characters in label (0
-- rows)
-- rewrites-table: writes public.t again under an access exclusive lock (0 rows)
-- may-fail: fails if a row of public.t has more than 5 characters in tags (0
-- rows)
-- may-fail: fails if a row of public.t has more than 4 characters in code (0
-- rows)
-- may-fail: fails if a row of public.t has a number that smallint cannot hold
-- in number (0 rows)
-- may-fail: fails if a row of public.t has a number that integer cannot hold in
-- big (0 rows)
-- may-fail: fails if a row of public.t has a number that numeric(6,1) cannot
-- hold in price (0 rows)
-- drops-data: rounds public.t.price to numeric(6,1) (0 values)
-- may-fail: fails if a row of public.t has a number that numeric(4,2) cannot
-- hold in free (0 rows)
-- drops-data: rounds public.t.free to numeric(4,2) (0 values)
-- may-fail: fails if a row of public.t has a number that integer cannot hold in
-- ratio (0 rows)
-- drops-data: rounds public.t.ratio to integer (0 values)
-- may-fail: fails if a row of public.t has a number that smallint[] cannot hold
-- in counts (0 rows)
-- drops-data: takes the time of day from public.t.at (0 values)
-- drops-data: takes the time of day from public.t.on_day (0 values)
-- drops-data: takes the day from public.t.moment (0 values)
-- may-fail: fails if a row of public.t has more than 10 characters in key (0
-- rows)
-- drops-data: rounds public.t.exact to timestamp(3) without time zone (0
-- values)
-- drops-data: rounds public.t.times to time(0) without time zone[] (0 values)
alter table public.t
    alter column label type character varying(5),
    alter column tags type character varying(5)[],
    alter column code type character varying(4),
    alter column short type character varying(5),
    alter column number type smallint,
    alter column big type integer,
    alter column price type numeric(6,1),
    alter column free type numeric(4,2),
    alter column ratio type integer,
    alter column counts type smallint[],
    alter column at type date,
    alter column on_day type date,
    alter column moment type time without time zone,
    alter column key type character varying(10),
    alter column id type character varying(11),
    alter column exact type timestamp(3) without time zone,
    alter column times type time(0) without time zone[];

commit;

begin;

set local search_path = public;

alter table public.t
    add column a integer,
    add column b integer,
    add column c smallint,
    add column d smallint,
    add column e double precision,
    add column f real,
    add column g real,
    add column h double precision,
    add column i real,
    add column j numeric(5,0),
    add column k numeric,
    add column l boolean,
    add column m character varying,
    add column n character(1),
    add column o character varying(5),
    add column p character(3),
    add column q "char",
    add column r bpchar,
    add column s timestamp(2) without time zone,
    add column t time with time zone,
    add column u time(1) with time zone,
    add column v interval year to month,
    add column w bit(1),
    add column x bit varying,
    add column y name,
    add column z oid,
    add column aa regclass,
    add column ab xml,
    add column ac inet,
    add column ad int4range,
    add column ae int4multirange,
    add column af pg_lsn,
    add column ag tsquery,
    add column ah integer[],
    add column ai integer[],
    add column aj text[];

commit;

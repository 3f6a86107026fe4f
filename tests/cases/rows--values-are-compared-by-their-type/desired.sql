create extension citext;
create type public.mood as enum ('sad', 'ok');
create domain public.short as varchar(5);
create table public.t (
    id int primary key, n numeric, f double precision, ts timestamptz, iv interval, js json, jb jsonb, a int[], r int4range,
    b bytea, c char(4), v varchar(6), d public.short, m public.mood, ms public.mood[], ci citext, p point, u uuid, i inet, x xml,
    ids smallint, ok boolean, q "char"
);
insert into public.t values (
    '1', 1.5, 5e-1, '2024-01-01T13:00+01', '24:00:00'::interval + interval '1 day' - '24 hours', '{"a": 1}', '{"b":[1,2],"a":1.0}'::jsonb, array[1, 2], '(0,4]', 'hi', 'ab  ',
    'abc'::varchar(6), 'abc', 'ok'::public.mood, array['ok', 'sad']::public.mood[], 'foo', '1,2', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', '10.0.0.1/32',
    '<a/>', 1.6, 'yes', 'x'), (
    2, 3, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

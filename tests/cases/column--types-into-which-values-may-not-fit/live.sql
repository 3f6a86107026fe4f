create table t (
  label text, tags text[], code character(8), short character varying(3), number integer, big bigint, price numeric(10,2), free numeric,
  ratio double precision, counts bigint[], at timestamptz, on_day timestamp, moment timestamp, key uuid, id integer, exact timestamp, times time[]
);

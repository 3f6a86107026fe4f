create table t (
  label character varying(5), tags character varying(5)[], code character varying(4), short character varying(5), number smallint, big integer,
  price numeric(6,1), free numeric(4,2), ratio integer, counts smallint[], at date, on_day date, moment time without time zone,
  key character varying(10), id character varying(11), exact timestamp(3), times time(0)[]
);

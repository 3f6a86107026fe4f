begin;

alter type public.address add attribute postal_code character varying(12);

commit;

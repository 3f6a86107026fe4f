begin;

-- blocks-writes: building the index of public.codes.codes_second reads
-- public.codes while writes to it wait (0 rows)
-- may-fail: fails if rows of public.codes have the same code (0 rows)
alter table public.codes add constraint codes_second unique (code) deferrable;

commit;

begin;

-- blocks-writes: checking public.conversions.conversions_rate reads
-- public.conversions while writes to it wait (0 rows)
-- may-fail: fails if a row of public.conversions refers to none of public.rates
-- (0 rows)
alter table public.conversions
    drop constraint conversions_rate,
    add constraint conversions_rate foreign key (base, quote) references public.rates (base, quote) match full on delete cascade deferrable initially deferred;

commit;

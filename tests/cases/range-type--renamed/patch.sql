begin;

alter type public.spans rename to booked;

alter type public.spans_multirange rename to booked_multirange;

commit;

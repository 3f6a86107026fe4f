begin;

alter table public.people rename constraint people_has_id to people_known;

alter table public.people rename constraint people_called to people_named;

-- may-fail: fails if a row of public.people has a null in mail (0 rows)
alter table public.people
    validate constraint people_mail,
    alter constraint people_phone inherit;

commit;

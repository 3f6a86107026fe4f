begin;

drop index public.m_1;

-- blocks-writes: building index public.m_1 reads public.m while writes to it
-- wait (0 rows)
create index m_1 on public.m (a, b);

commit;

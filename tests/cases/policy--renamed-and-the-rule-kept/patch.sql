begin;

alter policy "All may read" on public.notes rename to everybody;

commit;

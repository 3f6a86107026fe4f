begin;

set local search_path = public;

alter policy "All may read" on public.notes rename to everybody;

commit;

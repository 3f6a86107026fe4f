begin;

drop policy support on public.invoices;

set local search_path = public;

alter policy "Own invoices" on public.invoices to case_authenticated, case_support
    using ((select auth.uid()) = user_id);

create policy support on public.invoices as restrictive for update to case_support
    using (not paid)
    with check (paid is not null);

create policy anyone_inserts on public.invoices for insert
    with check (user_id = auth.uid());

commit;

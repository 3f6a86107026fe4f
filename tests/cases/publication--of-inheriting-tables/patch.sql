begin;

alter publication all_of_them drop table only public.child, public.grandchild;

alter publication few drop table only public.base;

alter publication few add table only public.child;

create publication new for table only public.base, only public.child;

commit;

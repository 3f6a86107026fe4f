begin;

-- blocks-writes: building index public.o_x reads public.o while writes to it
-- wait (0 rows)
create index o_x on only public.o (x);

commit;

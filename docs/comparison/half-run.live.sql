-- examples/half-run, without the table that the desired state does not name: tools that compare two databases would drop it.
\ir ../../examples/half-run/live.sql
drop table public.blog_posts;

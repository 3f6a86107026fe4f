begin;

set local search_path = public;

alter operator public.~~~(text, text) set (restrict = none, join = likejoinsel);

alter operator public.~~!(text, text) set (restrict = likesel);

commit;

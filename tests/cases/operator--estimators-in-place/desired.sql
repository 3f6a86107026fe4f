create function public.like_it(text, text) returns boolean language sql immutable as 'select $1 like $2';
create operator public.~~~ (function = public.like_it, leftarg = text, rightarg = text, join = likejoinsel);
create operator public.~~! (function = public.like_it, leftarg = text, rightarg = text);
alter operator public.~~! (text, text) set (restrict = likesel);

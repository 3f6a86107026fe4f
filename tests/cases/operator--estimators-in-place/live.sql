create function public.like_it(text, text) returns boolean language sql immutable as 'select $1 like $2';
create operator public.~~~ (function = public.like_it, leftarg = text, rightarg = text, restrict = likesel);
create operator public.~~! (function = public.like_it, leftarg = text, rightarg = text);

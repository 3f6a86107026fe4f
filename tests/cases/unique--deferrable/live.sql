create table steps (recipe bigint, position integer, constraint steps_once unique (recipe, position));
create table lines (id bigint, position integer, constraint lines_once unique (position) deferrable initially deferred);

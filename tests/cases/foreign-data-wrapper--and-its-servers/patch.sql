begin;

drop server gone;

set local search_path = public;

alter foreign data wrapper files options (set debug 'false', add extra 'x', drop mode);

alter server near version null options (set path '/b', add sep ';', drop "Odd");

comment on server near is 'after';

create foreign data wrapper more;

create server far version '2' foreign data wrapper files options (path '/c');

alter server far owner to owner_of_servers;

alter foreign data wrapper more owner to owner_of_servers;

comment on foreign data wrapper files is 'of files';

commit;

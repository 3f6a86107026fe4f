create table rooms (id integer, during tsrange, canceled boolean, constraint no_overlap exclude using gist (during with &&));
create table circles (c circle);

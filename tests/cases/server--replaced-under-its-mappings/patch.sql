begin;

drop user mapping for public server there;

drop user mapping for reader_of_servers server there;

drop server there;

create server there foreign data wrapper two options (a 'b');

create user mapping for reader_of_servers server there options (name 'x');

create user mapping for public server there;

comment on server there is 'kept';

commit;

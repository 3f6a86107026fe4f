create table orders (id integer primary key, size integer, placed date);
create function touched() returns trigger language plpgsql as 'begin return new; end';
create trigger noted before update of size on orders for each row execute function touched();

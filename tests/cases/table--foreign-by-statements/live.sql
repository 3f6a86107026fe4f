create schema app;
create extension file_fdw;
create server files foreign data wrapper file_fdw;
create foreign table logs (line text, n integer) server files options (filename '/tmp/none', format 'csv');

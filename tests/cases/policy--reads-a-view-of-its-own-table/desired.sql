create function lowest() returns numeric language sql stable as 'select 1';

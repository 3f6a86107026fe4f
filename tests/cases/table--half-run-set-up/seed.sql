insert into stripe_customers (user_id) values ('00000000-0000-0000-0000-000000000001');

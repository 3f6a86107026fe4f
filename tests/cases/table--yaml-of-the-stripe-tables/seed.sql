insert into auth.users values ('00000000-0000-0000-0000-000000000001');
insert into stripe_customers (user_id, email) values ('00000000-0000-0000-0000-000000000001', 'a@example.com');

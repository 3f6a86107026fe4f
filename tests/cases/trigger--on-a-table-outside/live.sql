create table profiles (id uuid primary key references auth.users on delete cascade, email text);

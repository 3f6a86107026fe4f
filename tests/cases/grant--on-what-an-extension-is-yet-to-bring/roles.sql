create role case_member;

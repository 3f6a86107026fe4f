begin;

alter table public.t owner to case_deployer;

alter view public.v owner to case_deployer;

alter type public.e owner to case_deployer;

alter function public.f() owner to case_deployer;

alter sequence public.s owner to case_deployer;

commit;

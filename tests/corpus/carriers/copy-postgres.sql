--
-- PostgreSQL database dump
--
COPY public.leads (id, first_name, last_name, email) FROM stdin;
1	Ida	Berg	ida@skien.example
2	Liv	Dahl	\N
\.

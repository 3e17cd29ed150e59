INSERT INTO leads SET first_name='Ida', last_name='Berg', email='ida@skien.example', company='Skien ASA';
INSERT INTO leads SET first_name='Liv', last_name='Dahl', email='liv@skien.example', company=NULL;

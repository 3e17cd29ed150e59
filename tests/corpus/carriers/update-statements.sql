UPDATE leads SET first_name='Sanne', last_name='de Vries', email='sanne@delft.example', company='Delft BV' WHERE id=1;
UPDATE leads SET first_name='Mehmet', last_name='Yılmaz', email='mehmet@izmir.example', company='İzmir A.Ş.' WHERE id=2;

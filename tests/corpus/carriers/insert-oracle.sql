REM INSERTING into LEADS
SET DEFINE OFF;
Insert into LEADS (ID,FIRST_NAME,LAST_NAME,EMAIL,COMPANY,CREATED) values (1,'Lotte','Brandt','lotte@kiel.example','Kiel GmbH',to_date('2024-03-04 10:11:12','YYYY-MM-DD HH24:MI:SS'));
Insert into LEADS (ID,FIRST_NAME,LAST_NAME,EMAIL,COMPANY,CREATED) values (2,'Omar','Haddad','omar@haddad.example','Haddad & '||'Sons',null);

-- MySQL dump 10.13
/*!40101 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS `countries`;
CREATE TABLE `countries` (`id` int NOT NULL, `iso` char(2), PRIMARY KEY (`id`));
INSERT INTO `countries` VALUES (1,'DE'),(2,'NO'),(3,'LB');
CREATE TABLE `contacts` (
  `id` int NOT NULL AUTO_INCREMENT,
  `first_name` varchar(80) DEFAULT NULL,
  `last_name` varchar(80) DEFAULT NULL,
  `email` varchar(120) NOT NULL,
  `company` varchar(120) DEFAULT 'n/a, unknown',
  PRIMARY KEY (`id`), UNIQUE KEY `email` (`email`)
) ENGINE=InnoDB;
INSERT INTO `contacts` VALUES (1,'Lotte','Brandt','lotte@kiel.example','Kiel GmbH'),(2,'Seán','O\'Brien','sean@cork.example',NULL);

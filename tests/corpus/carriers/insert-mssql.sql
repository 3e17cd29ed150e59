USE [crm]
GO
INSERT [dbo].[Leads] ([Id], [FirstName], [LastName], [Email], [Company], [CreatedOn]) VALUES (1, N'Zdeněk', N'Dvořák', N'zdenek@brno.example', N'Dvořák s.r.o.', CAST(N'2024-03-04T10:11:12.0000000' AS DateTime2))
GO
INSERT [dbo].[Leads] ([Id], [FirstName], [LastName], [Email], [Company], [CreatedOn]) VALUES (2, N'Jan', N'D''Amico', N'jan@brno.example', NULL, CAST(N'2024-03-05T00:00:00.0000000' AS DateTime2))
GO

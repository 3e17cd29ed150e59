//! What leaves for a CRM.

mod refusals;

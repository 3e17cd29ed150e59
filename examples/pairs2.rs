//! scratch
use leadlens::engine::leads::*;
fn main(){ for (a,b) in [("","norford-thornfield"),("","Norford-Thornfield"),("","Němečková-Sýkorová"),("","Lee"),("5andy","Chen"),("Chojczyk Marcelina","")] { println!("{a}|{b} -> {:?}", person_name(a,b,"")); }
 let n = PersonName{given:"alexandra".into(),family:"norford-thornfield".into()};
 println!("{:?}", local_fit("alexandranorford",&n)); }

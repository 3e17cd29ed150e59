use super::*;

#[track_caller]
fn table(html: &str) -> HtmlTable {
    let whole = read(html, html.len().max(1));
    assert_eq!(read(html, 1), whole, "byte by byte");
    whole.unwrap_or_default()
}

fn read(html: &str, piece: usize) -> Option<HtmlTable> {
    let mut tables = HtmlTables::default();
    html.as_bytes().chunks(piece).for_each(|piece| tables.push(piece));
    tables.finish()
}

#[track_caller]
fn reads(html: &str, expected: &str) {
    assert_eq!(table(html).text, expected, "{html}");
}

#[test]
fn cells_are_read_whatever_is_left_out_or_written_large() {
    let expected = "A\tB\nc\td\n";
    for html in [
        "<table><tr><td>A</td><td>B</td></tr><tr><td>c</td><td>d</td></tr></table>",
        "<TABLE BORDER=0><TBODY><TR><TD>A<TD>B<TR><TD>c<TD>d",
        "<table><thead><tr><th>A<th>B<tbody><tr><td>c<td>d<tfoot></table>",
        "<table><td>A<td>B<tr>\n<td>c\n<td>d</table>",
        "<p>x<table>y<caption>z</caption><col><tr>z<td>A</td>z<td>B</td></tr><tr><td>c</td><td>d</td></tr></table>z",
    ] {
        reads(html, expected);
    }
}

#[test]
fn hidden_elements_are_no_text() {
    reads("<table><tr><td><style>td { a: b }</style>A<!-- x > y --><td>B<script>'</td>'<b</script  ></table>", "A\tB\n");
    reads("<table><tr><td>A<![if !x]>&nbsp;<![endif]><td>B<?xml x?><!----><!-->c</table>", "A\tBc\n");
    reads("<base href=x><table><tr><td><iframe><td>A</iframe>B<td>C</table>", "B\tC\n");
}

#[test]
fn signs_in_texts_and_attributes_are_no_tags() {
    reads("<table><tr><td title='>'>1 < 2<td title=\"a > b\" x>3 <4</table>", "1 < 2\t3 <4\n");
    reads("<table><tr><td width=5\" x>A<td it's>B</table>", "A\tB\n");
}

#[test]
fn lines_in_a_cell_stay_and_blanks_are_one() {
    reads("<table><tr><td> a \n b&nbsp; <td>x<br>y<br/> z</table>", "a b\t\"x\ny\nz\"\n");
    reads("<table><tr><td><p>a<p>b</p><p>c</p><td><div>a</div> <div><b>\"b\"</b></div></table>", "\"a\nb\nc\"\t\"a\n\"\"b\"\"\"\n");
    reads("<table><tr><td><ul><li>a <ul><li>b</li></ul></li><li>c</ul><td><p>a</p><b>b</b><p>c</p></table>", "\"a b\nc\"\tabc\n");
}

#[test]
fn merged_cells_keep_columns_apart() {
    reads("<table><tr><td colspan=2>A<td>B<tr><td rowspan='2'>c<td>d<td>e<tr><td>f<td>g</table>", "A\t\tB\nc\td\te\n\tf\tg\n");
    reads("<table><tr><td>A<td>B<td rowspan=3>C<tr><td>d<tr><td>e<td>f<tr><td>g<td>h<td>i</table>", "A\tB\tC\nd\t\t\ne\tf\t\ng\th\ti\n");
    reads("<table><tr><td colspan=0>A<td rowspan=x colspan>B<tr><td>c<td>d</table>", "A\tB\nc\td\n");
}

#[test]
fn the_largest_table_that_holds_no_other_is_read() {
    let menu = "<table><tr><td>Home<td>Leads</table>";
    reads(&format!("{menu}<table><tr><td>A<td>B<td>C<tr><td>d</table>{menu}"), "A\tB\tC\nd\n");
    reads("<table><tr><td>x<td>y<td><table><tr><td>A<td>B</table>z</td><td>z</table>", "A\tB\n");
    reads("<table><tr><td>A<td>B<table><tr><td>C<td>D</td></table>", "C\tD\n");
    reads("<table><tr><td>A<td>B</td><table><tr><td>C<td>D</table>", "A\tB\n\nC\tD\n");
    assert_eq!(read("<table><tr><td>A<tr><td>B</table>", 9), None);
    assert_eq!(read("<p>A", 9), None);
}

#[test]
fn twenty_thousand_tables_in_one_another_are_followed() {
    let html = "<table><tr><td>".repeat(20_000) + "A<td>B" + &"</table>".repeat(20_000);
    assert_eq!(read(&html, 1 << 16), None, "too deep to be read");
    let html = html + "<table><tr><td>C<td>D</table>";
    assert_eq!(read(&html, 1 << 16).unwrap_or_default().text, "C\tD\n");
}

#[test]
fn merged_cells_are_bounded_and_noted() {
    let html = String::from("<table>") + &"<tr><td>a<td rowspan=65534 colspan=1000>b".repeat(15_000) + "</table>";
    let table = read(&html, 1 << 16).unwrap_or_default();
    assert!(table.text.len() < 2 * FILLER_LIMIT, "{}", table.text.len());
    assert!(table.left_out > 25_000, "{}", table.left_out);
}

#[test]
fn a_row_is_no_wider_than_a_worksheet() {
    let table = read(&("<table><tr>".to_owned() + &"<td>a".repeat(16_390)), 1 << 16).unwrap_or_default();
    assert_eq!((table.text.matches('a').count(), table.left_out), (16_384, 6));
}

/**
 * editor/inspector/grid: a decision table as a spreadsheet. Cells are texts that a person types or pastes; each text is
 * read into a rule of the row's condition or into a value that it sets, and written back the same way, so that the file
 * holds what it always held.
 *
 * This file: what spreadsheets put on the clipboard (tab-separated text; comma-separated, where it is that) as cells.
 */

export type Cells = readonly (readonly string[])[];

const QUOTED = /[\t\n\r"]/;
/** What a spreadsheet would take for a formula and work out, whoever wrote it. */
const FORMULA = /^'*[=+\-@＝＋－＠]/;
const GUARDED = /^'+[=+\-@＝＋－＠]/;
const NUMBER = /^[+-]?[\d.,]*%?$/;

/**
 * A text that a spreadsheet would take for a formula gets the apostrophe by which spreadsheets know a text; it is taken
 * off again when it comes back.
 *
 * @example writeCells([['a', 'b\nc', '=1+1']]) // 'a\t"b\nc"\t\'=1+1'
 */
export function writeCells(cells: Cells): string {
  return cells.map((row) => row.map(writeCell).join('\t')).join('\n');
}

function writeCell(cell: string): string {
  const text = FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The cells of a pasted text. One line without a tab is one cell, however many commas are in it. */
export function readCells(text: string): Cells {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  if (!plain.includes('\t')) {
    const byComma = split(plain, ',');
    const width = byComma[0]?.length ?? 0;
    // A list inside a cell has spaces behind its commas; a comma-separated file has none, and lines of one width.
    const isTable = byComma.length > 1 && width > 1 && byComma.every((row) => row.length === width);
    if (isTable && !/,[ \n]/.test(plain.replace(/"(?:[^"]|"")*"/g, ''))) return byComma;
  }
  return split(plain, '\t');
}

function split(text: string, delimiter: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at <= text.length) {
    const quoted = text[at] === '"' ? quotedCell(text, at, delimiter) : undefined;
    const end = quoted?.end ?? plainEnd(text, at, delimiter);
    const cell = quoted?.cell ?? text.slice(at, end);
    rows[rows.length - 1].push(GUARDED.test(cell) ? cell.slice(1) : cell);
    if (text[end] === '\n') {
      // The line break at the end closes the last row.
      if (end === text.length - 1) break;
      rows.push([]);
    }
    at = end + 1;
  }
  return rows;
}

function plainEnd(text: string, from: number, delimiter: string): number {
  let end = from;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n') end++;
  return end;
}

/** A cell in quotation marks; nothing where they don't close before the cell ends, so that they are part of the text. */
function quotedCell(
  text: string,
  from: number,
  delimiter: string,
): { cell: string; end: number } | undefined {
  let cell = '';
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return undefined;
    cell += text.slice(at, quote);
    if (text[quote + 1] === '"') {
      cell += '"';
      at = quote + 2;
      continue;
    }
    const end = quote + 1;
    const closes = end === text.length || text[end] === delimiter || text[end] === '\n';
    return closes ? { cell, end } : undefined;
  }
}

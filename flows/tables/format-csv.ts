const NEEDS_QUOTES = /[",\r\n]/;

/** A table as RFC 4180 writes it, with a header line. */
export function formatCsv(
  columns: readonly string[],
  rows: readonly (readonly (string | number | boolean)[])[],
): string {
  return [columns, ...rows].map((cells) => `${cells.map(formatCell).join(',')}\r\n`).join('');
}

function formatCell(value: string | number | boolean): string {
  const text = String(value);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

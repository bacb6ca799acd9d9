// Reads tables of documents, so that tests can compare them with the code.

/** Rows of the Markdown table whose first heading is `first`: cells without back-quotes. None when there is no such table. */
export function rowsUnder(text: string, first: string): string[][] {
  const lines = text.split('\n');
  const start = lines.findIndex(line => line.startsWith(`| ${first} |`));
  if (start === -1) return [];
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  return lines.slice(start + 2, end === -1 ? undefined : end).map(line =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.replaceAll('`', '').trim()),
  );
}

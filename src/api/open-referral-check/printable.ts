// Words of a feed made safe to print: no control characters that move a terminal's cursor, no turned text, a bounded length.

export function printable(text: string, most = 300): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '�');
  const letters = [...clean];
  return letters.length > most ? `${letters.slice(0, most).join('')}…` : clean;
}

// Which letters a TrueType font can print, read from its character map (OpenType specification, table 'cmap').

/** Unicode code points of a font with a format 4 or format 12 map; empty when it has neither. */
export function lettersOfFont(font: Buffer): Set<number> {
  const map = tableAt(font, 'cmap');
  const letters = new Set<number>();
  if (map === null) return letters;
  for (let record = 0; record < font.readUInt16BE(map + 2); record += 1) {
    const at = map + font.readUInt32BE(map + 4 + record * 8 + 4);
    const format = font.readUInt16BE(at);
    if (format === 4) addSegments(font, at, letters);
    if (format === 12) addGroups(font, at, letters);
  }
  return letters;
}

function tableAt(font: Buffer, tag: string): number | null {
  for (let table = 0; table < font.readUInt16BE(4); table += 1) {
    const record = 12 + table * 16;
    if (font.toString('latin1', record, record + 4) === tag) return font.readUInt32BE(record + 8);
  }
  return null;
}

/** Format 4: runs of 16-bit code points, each with an offset to its glyphs. Glyph 0 is "no such letter". */
function addSegments(font: Buffer, at: number, letters: Set<number>): void {
  const doubled = font.readUInt16BE(at + 6);
  const ends = at + 14;
  const starts = ends + doubled + 2;
  for (let segment = 0; segment < doubled; segment += 2) {
    const first = font.readUInt16BE(starts + segment);
    const last = font.readUInt16BE(ends + segment);
    const delta = font.readUInt16BE(starts + doubled + segment);
    const rangeAt = starts + 2 * doubled + segment;
    const range = font.readUInt16BE(rangeAt);
    for (let letter = first; letter <= last && letter !== 0xffff; letter += 1) {
      const glyph = range === 0 ? letter : font.readUInt16BE(rangeAt + range + 2 * (letter - first));
      if (range === 0 ? (glyph + delta) % 0x10000 !== 0 : glyph !== 0) letters.add(letter);
    }
  }
}

/** Format 12: runs of any code points. */
function addGroups(font: Buffer, at: number, letters: Set<number>): void {
  for (let group = 0; group < font.readUInt32BE(at + 12); group += 1) {
    const record = at + 16 + group * 12;
    for (let letter = font.readUInt32BE(record); letter <= font.readUInt32BE(record + 4); letter += 1)
      letters.add(letter);
  }
}

// Where the columns of an ONS Postcode Directory are: their names change from one edition to the next.

export type Columns = {
  /** How many a line has. */
  readonly width: number;
  readonly postcode: number;
  readonly latitude: number;
  readonly longitude: number;
  /** Of what may be missing: -1. */
  readonly ended: number;
  readonly localAuthority: number;
  readonly ward: number;
  readonly lsoa: number;
};

/** The first that is there. `pcds` has one space; `pcd`/`pcd7` and `pcd2`/`pcd8` are padded to 7 and 8 characters. */
const NAMES: Readonly<Record<Exclude<keyof Columns, 'width'>, RegExp>> = {
  postcode: /^(pcds|pcd8?|pcd7|pcd2|postcode)$/,
  latitude: /^(lat|latitude)$/,
  longitude: /^(long|longitude)$/,
  ended: /^doterm$/,
  localAuthority: /^(oslaua|laua|lad\d\dcd)$/,
  ward: /^(osward|ward|wd\d\dcd)$/,
  lsoa: /^(lsoa(11|21)?|lsoa\d\dcd)$/,
};

/** Null when this is no such file: without postcode, latitude and longitude nothing can be done. */
export function columnsOf(header: readonly string[]): Columns | null {
  const names = header.map(name =>
    name
      .replace(/^\ufeff/, '')
      .trim()
      .toLowerCase(),
  );
  const find = (pattern: RegExp): number => {
    // The newest of several (lsoa11, lsoa21) stands last.
    const found = names.flatMap((name, at) => (pattern.test(name) ? [at] : []));
    return found.at(-1) ?? -1;
  };
  const at = {
    ...Object.fromEntries(Object.entries(NAMES).map(([field, pattern]) => [field, find(pattern)])),
    width: names.length,
  } as Columns;
  const single = names.indexOf('pcds');
  const columns = single < 0 ? at : { ...at, postcode: single };
  return columns.postcode < 0 || columns.latitude < 0 || columns.longitude < 0 ? null : columns;
}

// The words of made-up entries: some of real services, then two thousand made of syllables, so that spelling has something to confuse.

const REAL =
  `english class food bank women group advice housing legal drop in centre refugee support gardening walking sewing choir benefits
  college church library youth elders lunch health yoga cycling swimming mentoring money debt homework football cooking conversation asylum
  interpreter children family safety shelter clinic dentist mother father baby school work volunteer computer internet phone music art dance
  prayer mosque temple transport bus bicycle allotment park walking culture festival language arabic tigrinya somali kurdish farsi urdu`.split(
    /\s+/,
  );
const BEGINNINGS = 'bal cor den fer gar hol kin lam mer nor pel ros sel tar vin wel har bur cas dun'.split(
  ' ',
);
const MIDDLES = 'a e i o u an en in on ar'.split(' ');
const ENDS = 'by den ford ham ley mer ness ter ton well'.split(' ');

export const WORDS: readonly string[] = [
  ...new Set([
    ...REAL,
    ...BEGINNINGS.flatMap(begin => MIDDLES.flatMap(middle => ENDS.map(end => begin + middle + end))),
  ]),
];

export const TOWNS: readonly string[] =
  `tooting leeds sheffield hull bristol derby luton wigan oldham barnet croydon brent salford dudley sandwell bolton exeter norwich
  lincoln york poole slough reading oxford coventry leicester preston blackburn stockport durham`.split(
    /\s+/,
  );

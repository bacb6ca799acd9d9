import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type IdentitySketch, possibleDuplicate } from './duplicate.ts';

const nobody: IdentitySketch = {
  names: [],
  birthDate: null,
  nhsNumber: null,
  nhsNumberVerified: false,
  phones: [],
  postcodes: [],
  languages: [],
};
const person = (parts: Partial<IdentitySketch>): IdentitySketch => ({ ...nobody, ...parts });

const full = person({
  names: ['Mohammed Hassan Ali'],
  birthDate: '1987-03-05',
  nhsNumber: '9990548609',
  nhsNumberVerified: true,
  phones: ['07700 900123'],
  postcodes: ['LS1 4AP'],
  languages: ['ar'],
  gpPractice: 'B86001',
});
const texts = (a: IdentitySketch, b: IdentitySketch): string =>
  possibleDuplicate(a, b)
    .reasons.map(reason => reason.text)
    .join(' | ');

describe('levels', () => {
  test('the same person referred twice is certain, with the number, name and birth date', () => {
    const again = {
      ...full,
      names: ['Muhammad Hassan Aly'],
      nhsNumber: '999 054 8609',
      phones: ['+44 7700 900123'],
    };
    expect(possibleDuplicate(full, again)).toMatchObject({ level: 'certain', score: 1 });
  });

  test('without an NHS number a full birth date and a like name are likely, never certain', () => {
    const without = { ...full, nhsNumber: null };
    const found = possibleDuplicate(without, { ...without, names: ['محمد حسن علی'] });
    expect(found.level).toBe('likely');
  });

  test('one NHS number on two very different people is not certain: a number may be mistyped', () => {
    const other = person({ names: ['Olena Shevchenko'], birthDate: '1999-11-30', nhsNumber: '9990548609' });
    expect(['possible', 'unlikely']).toContain(possibleDuplicate(full, other).level);
  });

  test('different verified NHS numbers weigh against all else', () => {
    const twin = { ...full, nhsNumber: '9434765919' };
    const found = possibleDuplicate(full, twin);
    expect(found.level).toBe('unlikely');
    expect(found.reasons.at(-1)).toEqual({ text: 'Different NHS numbers, both verified', weight: -0.6 });
    expect(possibleDuplicate(full, { ...twin, nhsNumberVerified: false }).level).toBe('likely');
  });

  test('a number with a wrong check digit counts as none', () => {
    const a = person({ names: ['Ali'], nhsNumber: '1234567890' });
    expect(texts(a, a)).not.toContain('NHS number');
  });

  test('the same name alone is not enough to look at', () => {
    const a = person({ names: ['Ahmed Ali'] });
    expect(possibleDuplicate(a, a).level).toBe('unlikely');
  });

  test('two people of one household are at most possible', () => {
    const home = {
      phones: ['07700 900123'],
      postcodes: ['LS1 4AP'],
      languages: ['ti'],
      gpPractice: 'B86001',
    };
    const brother = person({ ...home, names: ['Robel Tesfay Haile'], birthDate: '1990-04-02' });
    const sister = person({ ...home, names: ['Selam Tesfay Haile'], birthDate: '1993-08-19' });
    const twin = { ...sister, birthDate: '1990-04-02' };
    expect(possibleDuplicate(brother, sister).level).toBe('unlikely');
    expect(possibleDuplicate(brother, twin).level).toBe('possible');
  });
});

describe('birth dates', () => {
  const born = (birthDate: string, languages: string[] = []) =>
    person({ names: ['Selam Tesfay'], birthDate, languages });
  const weight = (a: string, b: string, languages: string[] = []): number => {
    const [first, second] = [born(a, languages), born(b, languages)];
    const without = possibleDuplicate({ ...first, birthDate: null }, second).reasons.map(
      reason => reason.text,
    );
    const found = possibleDuplicate(first, second).reasons.filter(reason => !without.includes(reason.text));
    expect(found).toHaveLength(1);
    return found[0]?.weight ?? Number.NaN;
  };

  test.each([
    ['1987-03-05', '1987-03-05', 0.3],
    ['1987-01-01', '1987-01-01', 0.06],
    ['1987-03', '1987-03-05', 0.13],
    ['1987-03', '1987-03', 0.13],
    ['1987', '1987-03-05', 0.05],
    ['1987', '1987-01-01', 0.05],
    ['1987-03-05', '1987-01-01', 0.04],
    ['1987-03-05', '1987-05-03', 0.15],
    ['1987-01-01', '1988-06-20', -0.05],
    ['1987-03-05', '1987-03-06', -0.1],
    ['1987-03-05', '1997-06-20', -0.25],
    ['1987', '1988', -0.25],
  ])('%s and %s weigh %d', (a, b, expected) => {
    expect(weight(a, b)).toBe(expected);
    expect(weight(b, a)).toBe(expected);
  });

  test('years of the Ethiopian calendar are thought of where it is used', () => {
    expect(weight('1979-06-25', '1987-03-05', ['ti'])).toBe(-0.05);
    expect(weight('1979-06-25', '1987-03-05', ['ar'])).toBe(-0.25);
  });

  test('the reason for a shared 1 January says why it counts little', () => {
    expect(texts(born('1987-01-01'), born('1987-01-01'))).toContain(
      '1 January is often written when the day is not known',
    );
  });
});

test('any of the names may be the same', () => {
  const a = person({ names: ['Samira K.', 'سمیرا کریمی'], birthDate: '1990-02-03' });
  const b = person({ names: ['Samira Karimi'], birthDate: '1990-02-03' });
  expect(possibleDuplicate(a, b).level).toBe('likely');
});

test('no fixed abode is no shared address', () => {
  const a = person({ postcodes: ['ZZ99 3VZ'] });
  expect(possibleDuplicate(a, a).reasons).toEqual([]);
});

test('a reader sees the strongest reason first', () => {
  const weights = possibleDuplicate(full, { ...full, languages: ['so'] }).reasons.map(
    reason => reason.weight,
  );
  expect(weights).toEqual([...weights].sort((x, y) => y - x));
  expect(weights[0]).toBeGreaterThan(0);
  expect(weights.at(-1)).toBeLessThan(0);
});

describe('for all pairs', () => {
  const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
    fc.option(value, { nil: null });
  const sketch: fc.Arbitrary<IdentitySketch> = fc.record({
    names: fc.array(fc.constantFrom('Mohammed Ali', 'محمد علی', 'Selam', 'Selam Tesfay', 'Olena', '', '王'), {
      maxLength: 2,
    }),
    birthDate: maybe(
      fc.constantFrom('1987', '1987-01-01', '1987-03', '1987-03-05', '1987-05-03', '1995-01-01'),
    ),
    nhsNumber: maybe(fc.constantFrom('9990548609', '9434765919', 'nonsense')),
    nhsNumberVerified: fc.boolean(),
    phones: fc.array(fc.constantFrom('07700 900123', '+447700900123', '07700 900456', 'none'), {
      maxLength: 2,
    }),
    postcodes: fc.array(fc.constantFrom('LS1 4AP', 'ls14ap', 'M1 1AE', '?'), { maxLength: 2 }),
    languages: fc.array(fc.constantFrom('ar', 'ti', 'Tigrinya', 'pa', 'pa-Arab', '??'), { maxLength: 2 }),
    gpPractice: maybe(fc.constantFrom('B86001', 'B86002')),
  });

  test('the verdict is the same both ways and its weights add up to the score', () => {
    fc.assert(
      fc.property(sketch, sketch, (a, b) => {
        const found = possibleDuplicate(a, b);
        expect(possibleDuplicate(b, a)).toEqual(found);
        const sum = found.reasons.reduce((total, reason) => total + Math.round(reason.weight * 100), 0);
        expect(sum).toBe(Math.round(found.score * 100));
        expect(found.score).toBeGreaterThanOrEqual(0);
        expect(found.score).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1000 },
    );
  });

  test('it is certain only with one NHS number', () => {
    fc.assert(
      fc.property(sketch, sketch, (a, b) => {
        const sameNumber = a.nhsNumber !== null && a.nhsNumber !== 'nonsense' && a.nhsNumber === b.nhsNumber;
        return sameNumber || possibleDuplicate(a, b).level !== 'certain';
      }),
      { numRuns: 1000 },
    );
  });

  test('address, phone, language, practice and a shared 1 January together are unlikely', () => {
    fc.assert(
      fc.property(sketch, sketch, (a, b) => {
        const bare = { names: [], nhsNumber: null, birthDate: '1987-01-01' };
        return possibleDuplicate({ ...a, ...bare }, { ...b, ...bare }).level === 'unlikely';
      }),
    );
  });
});

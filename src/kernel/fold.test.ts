import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asciiDigits, foldForSearch } from './fold.ts';

test.each([
  ['Ångström', 'angstrom'],
  ['Łódź', 'lodz'],
  ['İstanbul ILGAZ', 'istanbul ilgaz'],
  ["O'Neill-Smith", 'oneill smith'],
  ['Straße', 'strasse'],
  ['ＡＢＣ', 'abc'],
  ['Nguyễn Thị', 'nguyen thi'],
  ['أحمد', 'احمد'],
  ['مُحَمَّد', 'محمد'],
  ['محـــمد', 'محمد'],
  ['فاطمة', 'فاطمه'],
  ['علی', 'علي'],
  ['کریم', 'كريم'],
  ['می‌خواهم', 'ميخواهم'],
  ['١٢٣ ۴۵۶', '123 456'],
  ['Ёлкин', 'елкин'],
  ['  a ,; b\t\n', 'a b'],
  ['...', ''],
])('%s folds to %s', (text, folded) => {
  expect(foldForSearch(text)).toBe(folded);
});

test('vowel signs of Indian scripts are kept, so that words stay apart', () => {
  expect(foldForSearch('কালা')).not.toBe(foldForSearch('কলি'));
  expect(foldForSearch('हिन्दी')).toBe('हिन्दी');
});

test('folding again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const once = foldForSearch(text);
      expect(foldForSearch(once)).toBe(once);
    }),
    { numRuns: 400 },
  );
});

test('digits of any script are read', () => {
  expect(asciiDigits('٠١٢٣٤٥٦٧٨٩ ۰۹ ০৯ ०९ ၀၉ 𐴰𐴹 a1')).toBe('0123456789 09 09 09 09 09 a1');
});

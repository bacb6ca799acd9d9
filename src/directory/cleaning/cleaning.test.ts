// The cleaning of what feeds send, on values that were seen in real ones.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutShouting } from './capitals.ts';
import { tidyLine, tidyText, valueIn } from './missing.ts';
import { phoneNumbersIn } from './phone-numbers.ts';
import { LONGEST_TEXT, plainTextOf } from './plain-text.ts';
import { emailIn, webAddressIn } from './web-address.ts';

describe('a value, or none', () => {
  it.each([
    '',
    ' ',
    '-1',
    'None',
    'N/A',
    'n/a ',
    '.',
    'null',
    'Coming soon',
    '\u200b',
    undefined,
    null,
    {},
    [],
  ])('reads %j as none', field => {
    expect(valueIn(field)).toBeNull();
  });
  it.each([
    ['  The   Elms ', 'The Elms'],
    ['C\ufeffodeYourFuture', 'CodeYourFuture'],
    ['a\u0000b', 'ab'],
    [17, '17'],
  ])('tidies %j', (field, value) => expect(valueIn(field)).toBe(value));
  it('never leaves what PostgreSQL cannot hold', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        text => !tidyLine(text).includes('\u0000') && !tidyText(text).includes('\u0000'),
      ),
    );
  });
});

describe('names in capitals', () => {
  it.each([
    ['DRS MACLEOD, CURRY, WARD AND VOSE', 'Drs Macleod, Curry, Ward and Vose'],
    ['Dr MCGRANN & partners', 'Dr McGrann & partners'],
    ['Dr JONES & Dr McPHERSON', 'Dr Jones & Dr McPherson'],
    ["Dr O'TOOLE & partners", "Dr O'Toole & partners"],
    ["ST GEORGE'S MEDICAL CENTRE", "St George's Medical Centre"],
    ['Dr BELL-SYER & partners', 'Dr Bell-Syer & partners'],
    ['HALL-JONES AH', 'Hall-Jones AH'],
    ['GOULD ADW', 'Gould ADW'],
    ['THE FRYENT WAY SURGERY Dr Kraus and Partners', 'The Fryent Way Surgery Dr Kraus and Partners'],
    ['NHS WALK-IN CENTRE', 'NHS Walk-in Centre'],
    ['1ST FLOOR, 29A ESCOMB ROAD', '1st Floor, 29A Escomb Road'],
    ['BMI The Paddocks Hospital', 'BMI The Paddocks Hospital'],
    ['Dr Stevens MAJ', 'Dr Stevens MAJ'],
    ['The Densham Surgery', 'The Densham Surgery'],
    ['مركز الصحة', 'مركز الصحة'],
  ])('%s → %s', (given, expected) => expect(withoutShouting(given)).toBe(expected));
});

describe('phone numbers', () => {
  const shown = (field: string) =>
    phoneNumbersIn(field).phones.map(phone =>
      [phone.number, phone.extension && `ext ${phone.extension}`, phone.description]
        .filter(Boolean)
        .join(' | '),
    );
  it.each<[string, string[], string[]]>([
    ['0161 445 3731', ['0161 445 3731'], []],
    ['08457304030', ['0845 730 4030'], []],
    ['020-89533355', ['020 8953 3355'], []],
    ['(01226) 432430', ['01226 432430'], []],
    ['01423 503129/503218', ['01423 503129', '01423 503218'], []],
    ['0161 211 7420/1', ['0161 211 7420', '0161 211 7421'], []],
    ['0844 477-1841or 0121 557 9412', ['0844 477 1841', '0121 557 9412'], []],
    ['0844 387 9911 01342 777478', ['0844 387 9911', '01342 777478'], []],
    ['0191 521 2282 ext 5', ['0191 521 2282 | ext 5'], []],
    ['0207 730 5171option1', ['020 7730 5171 | option 1'], []],
    ['01372 735 933 (9am - 5pm)', ['01372 735933 | 9am - 5pm'], []],
    ['01323 446042 (see also below) ', ['01323 446042'], []],
    ['0115 930 1055/Appointments 0115 9301105', ['0115 930 1055', '0115 930 1105 | Appointments'], []],
    ['08443 878186(alternatively 01484 766918 ', ['0844 387 8186', '01484 766918'], []],
    ['01730 829666, 01730 ', ['01730 829666'], ['incomplete-number']],
    ['020-8340-5554, 020-8', ['020 8340 5554'], ['incomplete-number']],
    ['02085861430 (ext. 0844477373)', ['020 8586 1430'], ['incomplete-number']],
    [
      '0114 273 4567 (Pest Control) - 0114 273 4680 (Private Housing)',
      ['0114 273 4567 | Pest Control', '0114 273 4680 | Private Housing'],
      [],
    ],
    ['+44 (0)113 496 0001', ['0113 496 0001'], []],
    ['0044 113 496 0001', ['+441134960001'], []],
    ['111', ['111'], []],
    ['NHS 111 or 999', ['111 | NHS', '999'], []],
    ['116 123', ['116 123'], []],
    ['Childline: 0800 1111', ['0800 1111 | Childline'], []],
    ['0113 496 0001 (Room 101)', ['0113 496 0001 | Room 101'], []],
    ['1234', [], ['incomplete-number']],
    ['489 2298/511 5905', [], ['incomplete-number']],
    ['Main Sugery', [], ['not-a-phone-number']],
    ['n/a', [], ['placeholder']],
    ['', [], []],
  ])('%j', (field, phones, problems) => {
    expect(shown(field)).toEqual(phones);
    expect(phoneNumbersIn(field).problems).toEqual(problems);
  });
  it('answers for any text, with numbers that hold only digits, spaces and a plus', () => {
    fc.assert(
      fc.property(fc.string(), text =>
        phoneNumbersIn(text).phones.every(phone => /^\+?[\d ]+$/.test(phone.number)),
      ),
    );
  });
});

describe('web addresses', () => {
  it.each([
    ['www.ssphealth.com', 'http://www.ssphealth.com'],
    [' www.linghousemedicalcentre.nhs.uk ', 'http://www.linghousemedicalcentre.nhs.uk'],
    ['https:/www.canburymedicalcentre.co.uk', 'https://www.canburymedicalcentre.co.uk'],
    ['http://www.kingsroadsurgery.org.uk.', 'http://www.kingsroadsurgery.org.uk'],
    ['www.milfordmedicalcentre.com AND www.wistariasurgery.com', 'http://www.milfordmedicalcentre.com'],
    ['example-surgery.nhs.uk/contact?page=1', 'http://example-surgery.nhs.uk/contact?page=1'],
  ])('%s → %s', (field, value) => expect(webAddressIn(field)).toEqual({ value }));
  it.each([
    ['javascript:alert(1)', 'not-a-web-address'],
    ['data:text/html,<script>', 'not-a-web-address'],
    ['http://www.thebirchesmc@surgeriesonline.com', 'not-a-web-address'],
    ['http://www.larwood surgery.co.uk', 'not-a-web-address'],
    ['willesdenmedicalcentre', 'not-a-web-address'],
    ['http://127.0.0.1/', 'not-a-web-address'],
    ['coming soon', 'placeholder'],
    ['http://www.example.com', 'placeholder'],
    ['', null],
  ])('drops %j: %s', (field, reason) => expect(webAddressIn(field)).toEqual({ value: null, reason }));
  it('only ever answers http and https', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), text =>
        /^https?:\/\//i.test(webAddressIn(text).value ?? 'http://'),
      ),
    );
  });
});

describe('e-mail addresses', () => {
  it.each([
    ['enquiries@dhuft.nhs.uk', 'enquiries@dhuft.nhs.uk'],
    ['long.stratton.surgery@nhs.net ', 'long.stratton.surgery@nhs.net'],
    ['practice.manager@nhs.net', 'practice.manager@nhs.net'],
    ['info@spinney-surgery.org.uk or managingpartner@spinney-surgery.org.uk', 'info@spinney-surgery.org.uk'],
  ])('%s → %s', (field, value) => expect(emailIn(field)).toEqual({ value }));
  it.each([
    ['jane.milton2@nhs.net', 'names-a-person'],
    ['h.letts@nhs.net', 'names-a-person'],
    ['clinicalpost.a81066@nhs.net (repeat prescriptions)', 'not-for-enquiries'],
    ['prescriptions.newcourt@nhs.net', 'not-for-enquiries'],
    ['www.grosvenorhousesurgery.co.uk', 'not-an-email-address'],
    ['Unknown-17@noemail.invalid', 'placeholder'],
    ['none', 'placeholder'],
    ['', null],
  ])('drops %j: %s', (field, reason) => expect(emailIn(field)).toEqual({ value: null, reason }));
});

describe('markup', () => {
  it.each([
    ['**Monday to Friday:** **0121 303 7410**. Select 3', 'Monday to Friday: 0121 303 7410. Select 3'],
    ['See [our form](https://a.example/x_(1)) now', 'See our form now'],
    ['#### Food Club\n\nJoin', 'Food Club\n\nJoin'],
    ['- one\n* two\n\\- three', '• one\n• two\n• three'],
    ['<p>Hello <b>you</b></p><ul><li>a</li><li>b</li></ul>', 'Hello you\n\n• a\n• b'],
    ['before<script>alert(1)</script>after', 'beforeafter'],
    ['<img src=x onerror=alert(1)>text', 'text'],
    ['call <tel:0808> us', 'call us'],
    ['Tom &amp; Jerry &#163;5', 'Tom & Jerry £5'],
    ['> quoted\\\nline', 'quoted\nline'],
    ['&Eacute;cole, caf&eacute; &hellip; &ldquo;&euro;5&rdquo; &frac12;', 'École, café … “€5” ½'],
    ['&nosuchname; &amp;c', '&nosuchname; &c'],
    ['&lt;p&gt;Hello &lt;b&gt;you&lt;/b&gt;&lt;/p&gt;', 'Hello you'],
    ['&lt;script&gt;alert(1)&lt;/script&gt;after', 'after'],
    ['Write to &lt;info@house.org.uk&gt;', 'Write to info@house.org.uk'],
    ['See <https://house.org.uk/x?a=1>', 'See https://house.org.uk/x?a=1'],
    ['5 < 6 and 7 > 3', '5 < 6 and 7 > 3'],
  ])('%j → %j', (markup, text) => expect(plainTextOf(markup)).toEqual({ text, cut: false }));
  it('cuts very long text at a word, and says so', () => {
    const cut = plainTextOf('word '.repeat(3000));
    expect(cut.cut).toBe(true);
    expect(cut.text.length).toBeLessThanOrEqual(LONGEST_TEXT);
    expect(cut.text.endsWith('word …')).toBe(true);
  });
  it.each(['[', '<', '**', '<script>', '(', '&#', ']('])(
    'ends on hostile nesting of %j, well before the time a test has',
    part => {
      expect(plainTextOf(part.repeat(20_000)).text.length).toBeLessThanOrEqual(LONGEST_TEXT);
    },
  );
});

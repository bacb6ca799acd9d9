// Languages, phones and contacts: how to speak with a service, and in which languages at the door or through an interpreter.
import { phoneNumbersIn } from '../../cleaning/phone-numbers.ts';
import type { EntryPart } from '../entry.ts';
import { CONTACT, type Obj, objectsIn, take } from './entities.ts';
import { line, yesOrNo } from './fields.ts';
import { type Gathering, meaningOf, type Owner, part, partId, wonder } from './gathering.ts';
import { hangingOn } from './hanging.ts';
import { type ReadLanguage, type ReadLanguages, readLanguages } from './languages.ts';

const listed = (list: unknown, wrap: (one: string) => Obj): readonly unknown[] =>
  (Array.isArray(list) ? list : list === null || list === undefined || list === '' ? [] : [list]).map(one =>
    typeof one === 'string' || typeof one === 'number' ? wrap(String(one)) : one,
  );

/** 'Mandarin Chinese' with zh: the name says more than the code, as long as they agree. Null: the code is none. */
function byCodeAndName(code: string | null, name: string | null): ReadLanguages | null {
  const byCode = code ? readLanguages(code) : null;
  if (!byCode?.languages.length) return null;
  const named = name ? readLanguages(name) : null;
  const [one, other] = [byCode.languages, named?.languages ?? []];
  return named && one.length === 1 && other.length === 1 && one[0]?.code === other[0]?.code ? named : byCode;
}

/** The languages that one row names, by its code or else its name; what nobody could read keeps its text and no code. */
function spokenIn(
  g: Gathering,
  object: Obj,
  at: string,
): { found: readonly ReadLanguage[]; note: string | null } {
  const [code, name, note] = ['code', 'name', 'note'].map(
    field =>
      line(object[field] ?? (field === 'name' ? object.language : null), `${at}.${field}`, g.tell) as
        | string
        | null,
  );
  const read =
    byCodeAndName(code ?? null, name ?? null) ??
    readLanguages(name ?? code ?? '', text => meaningOf(g, { field: 'language', text }));
  const marked = yesOrNo(object.footbridge_by_interpreter, `${at}.footbridge_by_interpreter`, g.tell);
  for (const text of read.unknown) {
    g.tell(`${at}.name`, 'unknown-language', text);
    wonder(g, { field: 'language', text });
  }
  if (read.remark !== null) g.tell(`${at}.name`, 'names-no-language', read.remark);
  const said = /\binterpret(?:er|ing|ation)/i.test(note ?? '');
  const found = [
    ...read.languages,
    ...read.unknown.map(text => ({ name: text, code: null, byInterpreter: false })),
  ];
  if (found.length === 0 && note) found.push({ name: note, code: null, byInterpreter: false });
  // A row of Open Referral UK 3.0 has neither name nor code.
  if (found.length === 0 && read.remark === null)
    g.tell(at, name || code ? 'names-no-language' : 'says-nothing', object);
  return {
    note: note ?? null,
    found: found.map(one => ({
      ...one,
      byInterpreter: typeof marked === 'boolean' ? marked : one.byInterpreter || said,
    })),
  };
}

export function languageRows(g: Gathering, list: unknown, path: string, owner: Owner): readonly EntryPart[] {
  const rows = new Map<string, EntryPart>();
  const hanging: EntryPart[] = [];
  objectsIn(
    listed(list, name => ({ name })),
    path,
    g.tell,
  ).forEach((object, index) => {
    const at = `${path}[${index}]`;
    const { found, note } = spokenIn(g, object, at);
    for (const [place, { name, code, byInterpreter }] of found.entries()) {
      const key = `${code ?? name} ${byInterpreter} ${note ?? ''}`;
      if (rows.has(key)) continue;
      const id = partId(g, 'languages', place === 0 ? object : {}, `${at} ${place}`);
      rows.set(key, part('languages', { id, ...owner, name, code, note, by_interpreter: byInterpreter }));
      if (place === 0) hanging.push(...hangingOn(g, object, at, 'language', id));
    }
  });
  return [...rows.values(), ...hanging];
}

/** A number field may hold several numbers with labels; the languages spoken there belong to the first. */
export function phoneRows(g: Gathering, list: unknown, path: string, owner: Owner): readonly EntryPart[] {
  let ordering = 0;
  return objectsIn(
    listed(list, number => ({ number })),
    path,
    g.tell,
  ).flatMap((object, index) => {
    const at = `${path}[${index}]`;
    const read = phoneNumbersIn(
      typeof object.number === 'string' || typeof object.number === 'number'
        ? String(object.number).replace(/"/g, '').slice(0, 500)
        : '',
    );
    for (const reason of read.problems) g.tell(`${at}.number`, reason, object.number);
    if (read.phones.length === 0 && read.problems.length === 0) g.tell(at, 'says-nothing', object);
    const [type, described] = ['type', 'description'].map(field =>
      line(object[field], `${at}.${field}`, g.tell),
    );
    const extension = /\d{1,6}/.exec(String(object.extension ?? ''))?.[0] ?? null;
    return read.phones.flatMap((phone, place) => {
      const id = partId(g, 'phones', place === 0 ? object : {}, `${at} ${place}`);
      const row = {
        id,
        ...owner,
        number: phone.number,
        extension: phone.extension ?? extension,
        description: [described, phone.description].filter(Boolean).join(', ') || null,
        type,
        ordering: ordering++,
      };
      if (place > 0) return [part('phones', row)];
      const spoken = languageRows(g, object.languages ?? object.language, `${at}.languages`, {
        phone_id: id,
      });
      return [part('phones', row), ...spoken, ...hangingOn(g, object, at, 'phone', id)];
    });
  });
}

export const contactRows = (g: Gathering, list: unknown, path: string, owner: Owner): readonly EntryPart[] =>
  objectsIn(list, path, g.tell).flatMap((object, index) => {
    const at = `${path}[${index}]`;
    const columns = take(CONTACT, object, g.tell, `${at}.`);
    const id = partId(g, 'contacts', object, at);
    const phones = phoneRows(g, object.phones, `${at}.phones`, { contact_id: id });
    if (Object.keys(columns).length === 0 && phones.length === 0) {
      g.tell(at, 'says-nothing', object);
      return [];
    }
    return [
      part('contacts', { id, ...owner, ...columns }),
      ...phones,
      ...hangingOn(g, object, at, 'contact', id),
    ];
  });

// Reads what entries say now, field by field, each as its one text; and writes a text back to where the field lives.
import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '#database';
import { findLanguage, foldForSearch, isUuid, type ServiceId } from '#kernel';
import type { PhoneNumber } from '../cleaning/phone-numbers.ts';
import { searchVector, type Weight } from '../words.ts';
import { addressTextOf, PLACES, type PlaceRow, type SourcePlace, writeAddress } from './address.ts';
import {
  CHOICE_KEYS,
  CHOSEN,
  type ChoiceField,
  type ChosenRow,
  choiceAssignments,
  choiceText,
  isChoice,
} from './choices.ts';
import {
  agesOf,
  agesText,
  type EditableField,
  type EntryText,
  languageNamesOf,
  linesOf,
  phoneLine,
  phonesOf,
} from './editable.ts';
import { readOpening, type ScheduleRow, sessionsOf, writeOpening } from './opening.ts';

type Row = {
  id: ServiceId;
  name: string;
  status: string;
  description: string | null;
  email: string | null;
  url: string | null;
  eligibility: string | null;
  application: string | null;
  cost: string | null;
  interpreting: string | null;
  wait: string | null;
  from: number | null;
  to: number | null;
  phones: PhoneNumber[] | null;
  languages: string[] | null;
  schedules: ScheduleRow[] | null;
  places: PlaceRow[] | null;
  chosen: ChosenRow;
  documents: string | null;
};

const OWN_CONTACTS = (id: RawBuilder<unknown>) =>
  sql`(select c.id from directory_contacts c where c.service_id = ${id})`;

/** A line each; null where one has an address of its own, which a line cannot keep. */
const DOCUMENTS = sql`(select case when count(d.uri) = 0 then coalesce(string_agg(d.document, e'\n' order by d.document, d.id), '') end
  from directory_required_documents d where d.service_id = s.id)`;

/** By id; ids that are not there are left out. */
export async function loadEntryTexts(
  ctx: Ctx,
  ids: readonly ServiceId[],
): Promise<ReadonlyMap<ServiceId, EntryText>> {
  const wanted = ids.filter(isUuid);
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<Row>`
    select s.id, s.name, s.status, s.description, s.email, s.url, s.eligibility_description as eligibility, s.application_process as application,
      coalesce(s.fees_description, s.fees) as cost, s.interpretation_services as interpreting, s.wait_time as wait,
      s.minimum_age as "from", s.maximum_age as "to",
      (select json_agg(json_build_object('number', p.number, 'extension', p.extension, 'description', p.description) order by p.ordering, p.number)
       from directory_phones p where p.service_id = s.id or p.contact_id in ${OWN_CONTACTS(sql`s.id`)}) as phones,
      (select array_agg(distinct coalesce(l.name, l.code)) from directory_languages l where l.service_id = s.id and not l.by_interpreter) as languages,
      (select json_agg(json_build_object('freq', h.freq, 'interval', h.interval, 'byday', h.byday, 'opens_at', h.opens_at, 'closes_at', h.closes_at,
          'more', h.service_id is null or num_nonnulls(h.valid_from, h.valid_to, h.until, h.count, h.bymonthday, h.byweekno, h.byyearday) > 0))
       from directory_schedules h where h.service_id = s.id
         or h.service_at_location_id in (select sl.id from directory_service_at_locations sl where sl.service_id = s.id)
         or h.location_id in (select sl.location_id from directory_service_at_locations sl where sl.service_id = s.id)) as schedules,
      ${PLACES} as places, ${CHOSEN} as chosen, ${DOCUMENTS} as documents
    from directory_services s where s.id = any(${wanted}::uuid[])`.execute(ctx.tx);
  return new Map(rows.map(row => [row.id, textOf(row)]));
}

export async function loadEntryText(ctx: Ctx, id: ServiceId): Promise<EntryText | null> {
  return (await loadEntryTexts(ctx, [id])).get(id) ?? null;
}

function textOf(row: Row): EntryText {
  const sessions = sessionsOf(row.schedules ?? []);
  return {
    status: row.status === 'inactive' ? 'defunct' : row.status,
    name: row.name,
    description: row.description ?? '',
    phone: (row.phones ?? []).map(phoneLine).join('\n'),
    email: row.email ?? '',
    url: row.url ?? '',
    address: addressTextOf(row.places ?? []),
    opening: sessions === null ? null : writeOpening(sessions),
    eligibility: row.eligibility ?? '',
    ages: agesText(row),
    application: row.application ?? '',
    cost: row.cost ?? '',
    languages: [...(row.languages ?? [])].sort().join(', '),
    interpreting: row.interpreting ?? '',
    wait: row.wait ?? '',
    ...choiceTexts(row.chosen),
    documents: row.documents,
  };
}

const choiceTexts = (chosen: ChosenRow) =>
  Object.fromEntries(CHOICE_KEYS.map(field => [field, choiceText(field, chosen)])) as Record<
    ChoiceField,
    string
  >;

const COLUMNS: Partial<Record<EditableField, string>> = {
  status: 'status',
  description: 'description',
  email: 'email',
  url: 'url',
  eligibility: 'eligibility_description',
  application: 'application_process',
  interpreting: 'interpretation_services',
  wait: 'wait_time',
};

/** What searches by words look through, and how much it weighs. */
const SEARCHED: Partial<Record<EditableField, Weight>> = {
  name: 'A',
  address: 'B',
  languages: 'C',
  description: 'D',
  eligibility: 'D',
  interpreting: 'D',
};

/**
 * Writes one field. `text` is as `readField` answers it, or as it was read; `source` the place as its source has it,
 * when its address is put back. Triggers tell searches and harvesters.
 */
export async function writeField(
  ctx: Ctx,
  id: ServiceId,
  field: EditableField,
  text: string,
  source: SourcePlace | null = null,
): Promise<void> {
  const set = (assignments: RawBuilder<unknown>) =>
    sql`update directory_services set ${assignments} where id = ${id}::uuid`.execute(ctx.tx);
  const column = COLUMNS[field];
  const value = text === '' ? null : text;
  if (column !== undefined) await set(sql`${sql.ref(column)} = ${value}`);
  else if (field === 'name') await set(sql`name = ${text}, name_folded = ${foldForSearch(text)}`);
  else if (field === 'address') await writeAddress(ctx, id, text, source);
  else if (isChoice(field)) await set(choiceAssignments(field, text));
  else if (field === 'cost') await set(sql`fees_description = ${value}, fees = null`);
  else if (field === 'ages') {
    const { from, to } = agesOf(text) ?? { from: null, to: null };
    await set(sql`minimum_age = ${from}::numeric, maximum_age = ${to}::numeric`);
  } else await writeParts(ctx, id, field, text);
  const weight = SEARCHED[field];
  // The words from before are found, too, until the source is read anew: somebody may still know it by them.
  if (weight !== undefined && value !== null)
    await sql`update directory_services set search = search || ${searchVector([[weight, text]])}::tsvector where id = ${id}::uuid`.execute(
      ctx.tx,
    );
}

async function writeParts(ctx: Ctx, id: ServiceId, field: EditableField, text: string): Promise<void> {
  const own = sql`${id}::uuid`;
  if (field === 'phone') {
    await sql`delete from directory_phones where service_id = ${own} or contact_id in ${OWN_CONTACTS(own)}`.execute(
      ctx.tx,
    );
    const rows = phonesOf(text).map((phone, ordering) => ({ id: randomUUID(), ordering, ...phone }));
    await sql`insert into directory_phones (id, service_id, number, extension, description, ordering)
      select id, ${own}, number, extension, description, ordering from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(id uuid, number text, extension text, description text, ordering integer)`.execute(ctx.tx);
  } else if (field === 'languages') {
    await sql`delete from directory_languages where service_id = ${own} and not by_interpreter`.execute(
      ctx.tx,
    );
    const rows = languageNamesOf(text).map(name => ({
      id: randomUUID(),
      name,
      code: findLanguage(name)?.tag ?? null,
    }));
    await sql`insert into directory_languages (id, service_id, name, code)
      select id, ${own}, name, code from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, name text, code text)`.execute(
      ctx.tx,
    );
  } else if (field === 'documents') await writeDocuments(ctx, id, text);
  else if (field === 'opening') {
    await sql`delete from directory_schedules where service_id = ${own}`.execute(ctx.tx);
    const rows = (readOpening(text) ?? []).map(({ day, ...hours }) => ({
      id: randomUUID(),
      byday: day,
      ...hours,
    }));
    await sql`insert into directory_schedules (id, service_id, freq, byday, opens_at, closes_at)
      select id, ${own}, 'WEEKLY', byday, "opensAt", "closesAt" from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(id uuid, byday text, "opensAt" time, "closesAt" time)`.execute(ctx.tx);
  }
}

async function writeDocuments(ctx: Ctx, id: ServiceId, text: string): Promise<void> {
  await sql`delete from directory_required_documents where service_id = ${id}::uuid`.execute(ctx.tx);
  const rows = linesOf(text).map(document => ({ id: randomUUID(), document }));
  await sql`insert into directory_required_documents (id, service_id, document)
    select id, ${id}::uuid, document from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, document text)`.execute(
    ctx.tx,
  );
}

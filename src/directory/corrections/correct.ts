// Corrections: a layer over what sources say, kept field by field until the source itself says something else than it did.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import { done, isUuid, type Outcome, refused, type ServiceId } from '#kernel';
import { endDisputes, ownName } from '../trust/disputes.ts';
import { refreshStandings } from '../trust/standing.ts';
import { loadPlace, type SourcePlace } from './address.ts';
import {
  EDITABLE_KEYS,
  type EditableField,
  type EntryText,
  type FieldRefusal,
  isEditable,
  readField,
} from './editable.ts';
import { loadEntryText, writeField } from './entry-text.ts';
import { tellChanges } from './tell-changes.ts';

export type Typed = Readonly<Partial<Record<EditableField, string>>>;
export type FieldProblems = Readonly<Partial<Record<EditableField, FieldRefusal>>>;
export type Read = { readonly changed: Typed; readonly problems: FieldProblems };

/** What was typed that differs from what the entry says, written our way; and what could not be read. Pure. */
export function readChanges(entry: EntryText, typed: Typed): Read {
  const changed: Partial<Record<EditableField, string>> = {};
  const problems: Partial<Record<EditableField, FieldRefusal>> = {};
  for (const field of EDITABLE_KEYS) {
    const [now, wanted] = [entry[field], typed[field]];
    // What was not touched is not judged: a source may say what we would not take.
    if (now === null || wanted === undefined || wanted.trim() === now.trim()) continue;
    const read = readField(field, wanted);
    if (!read.ok) problems[field] = read.reason;
    else if (read.value !== now) changed[field] = read.value;
  }
  return { changed, problems };
}

export type Corrector = { readonly name: string; readonly provider: boolean };
export const THE_SERVICE: Corrector = { name: 'The service itself', provider: true };

/** An organisation's curator, under the organisation's name. */
export const curatorOf = async (ctx: Ctx): Promise<Corrector> => ({
  name: await ownName(ctx),
  provider: false,
});

type InForce = { id: string; field: EditableField; source_value: string; source_place: SourcePlace | null };

async function loadInForce(ctx: Ctx, serviceId: ServiceId): Promise<ReadonlyMap<string, InForce>> {
  const { rows } = await sql<InForce>`select id, field, source_value, source_place from directory_corrections
    where service_id = ${serviceId}::uuid and ended_at is null`.execute(ctx.tx);
  return new Map(rows.map(row => [row.field, row]));
}

/** @param changed as `readChanges` answers it. Disputes of these fields end as corrected. */
export async function correctService(
  ctx: Ctx,
  serviceId: ServiceId,
  changed: Typed,
  by: Corrector,
): Promise<Outcome<readonly EditableField[], 'not-found'>> {
  const entry = await loadEntryText(ctx, serviceId);
  if (!entry) return refused('not-found');
  const inForce = await loadInForce(ctx, serviceId);
  const fields = EDITABLE_KEYS.filter(field => changed[field] !== undefined && entry[field] !== null);
  for (const field of fields) {
    const [value, before] = [changed[field] ?? '', inForce.get(field)];
    const source = before?.source_value ?? entry[field] ?? '';
    if (before) await endCorrection(ctx, before.id, value === source ? 'taken-back' : 'corrected-again');
    const back = value === source;
    const place = before ? before.source_place : field === 'address' ? await loadPlace(ctx, serviceId) : null;
    if (!back) await keepCorrection(ctx, { serviceId, field, value, source, place, by });
    await writeField(ctx, serviceId, field, value, back ? place : null);
  }
  await endDisputes(ctx, serviceId, fields.flatMap(disputedAs), { state: 'corrected', by: by.name });
  await tellChanges(ctx, [serviceId]);
  await refreshStandings(ctx, [serviceId]);
  ctx.record({
    event: 'service.corrected',
    subject: { type: 'service', id: serviceId },
    detail: { fields: [...fields] },
  });
  return done(fields);
}

/** Whoever says whether it is open has answered whether it has closed. */
const disputedAs = (field: EditableField): readonly string[] => (field === 'status' ? ['closed'] : [field]);

type Made = {
  readonly serviceId: ServiceId;
  readonly field: EditableField;
  readonly value: string;
  readonly source: string;
  /** Of an address: the whole place that it is of. */
  readonly place: SourcePlace | null;
  readonly by: Corrector;
};

const keepCorrection = (ctx: Ctx, { serviceId, field, value, source, place, by }: Made): Promise<unknown> =>
  sql`insert into directory_corrections (id, service_id, field, value, source_value, source_place, made_at, made_by, by_provider)
    values (${ctx.newId()}::uuid, ${serviceId}::uuid, ${field}, ${JSON.stringify(value)}::jsonb, ${JSON.stringify(source)}::jsonb,
      ${place === null ? null : JSON.stringify(place)}::jsonb,       ${ctx.clock().toString()}::timestamptz, ${by.name}, ${by.provider})`.execute(
    ctx.tx,
  );

type Ending = 'source-changed' | 'taken-back' | 'corrected-again';

export const endCorrection = (ctx: Ctx, id: string, because: Ending): Promise<unknown> =>
  sql`update directory_corrections set ended_at = ${ctx.clock().toString()}::timestamptz, ended_because = ${because}
    where id = ${id}::uuid and ended_at is null`.execute(ctx.tx);

/** Goes back to what the source says of the field. @returns the service. */
export async function takeBackCorrection(ctx: Ctx, id: string): Promise<Outcome<ServiceId, 'not-found'>> {
  if (!isUuid(id)) return refused('not-found');
  const { rows } = await sql<
    InForce & { service_id: ServiceId }
  >`select id, service_id, field, source_value, source_place from directory_corrections
    where id = ${id}::uuid and ended_at is null for update`.execute(ctx.tx);
  const [found] = rows;
  if (!found || !isEditable(found.field)) return refused('not-found');
  await endCorrection(ctx, id, 'taken-back');
  await writeField(ctx, found.service_id, found.field, found.source_value, found.source_place);
  await refreshStandings(ctx, [found.service_id]);
  ctx.record({
    event: 'service-correction.taken-back',
    subject: { type: 'service', id: found.service_id },
    detail: { field: found.field, correction: id },
  });
  return done(found.service_id);
}

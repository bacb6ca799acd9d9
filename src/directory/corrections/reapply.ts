// After an import has written entries anew: corrections are laid over them again, but for fields of which the source changed its mind.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import type { ServiceId } from '#kernel';
import { loadPlace } from './address.ts';
import { endCorrection } from './correct.ts';
import { type EditableField, isEditable } from './editable.ts';
import { loadEntryTexts, writeField } from './entry-text.ts';
import { tellChanges } from './tell-changes.ts';

type Row = { id: string; service_id: ServiceId; field: EditableField; value: string; source_value: string };

/** `ids`: services whose entries were written as their source has them, just now and in this transaction. */
export async function reapplyCorrections(ctx: Ctx, ids: readonly ServiceId[]): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await sql<Row>`select id, service_id, field, value, source_value from directory_corrections
    where ended_at is null and service_id = any(${ids}::uuid[]) order by made_at, id`.execute(ctx.tx);
  const corrected = [...new Set(rows.map(row => row.service_id))];
  const entries = await loadEntryTexts(ctx, corrected);
  for (const { id, service_id, field, value, source_value } of rows) {
    const says = entries.get(service_id)?.[field];
    if (isEditable(field) && says === source_value) {
      if (field === 'address') await keepSourcePlace(ctx, id, service_id);
      await writeField(ctx, service_id, field, value);
    } else await endCorrection(ctx, id, 'source-changed');
  }
  if (corrected.length > 0) await tellChanges(ctx, corrected);
}

/** The same address, and perhaps a better point than when it was corrected. */
async function keepSourcePlace(ctx: Ctx, id: string, serviceId: ServiceId): Promise<void> {
  const place = await loadPlace(ctx, serviceId);
  await sql`update directory_corrections set source_place = ${JSON.stringify(place)}::jsonb where id = ${id}::uuid`.execute(
    ctx.tx,
  );
}

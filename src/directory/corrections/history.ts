// What became of an entry, and when: checks, disputes and corrections, field by field, the newest first.
import { sql } from 'kysely';
import { atMost, type Ctx } from '#database';
import { isUuid, type ServiceId } from '#kernel';

export type FieldCorrection = {
  readonly id: string;
  readonly field: string;
  readonly value: string;
  readonly sourceValue: string;
  readonly madeAt: Date;
  readonly madeBy: string;
  readonly byProvider: boolean;
  readonly endedAt: Date | null;
  readonly endedBecause: 'source-changed' | 'taken-back' | 'corrected-again' | null;
};

const COLUMNS = sql`c.id, c.field, c.value #>> '{}' as value, c.source_value #>> '{}' as "sourceValue", c.made_at as "madeAt",
  c.made_by as "madeBy", c.by_provider as "byProvider", c.ended_at as "endedAt", c.ended_because as "endedBecause"`;

/** What a corrected address was is told no longer once a place of the service is confidential. */
const MAY_BE_TOLD = sql`(c.field <> 'address' or not exists (select 1 from directory_service_at_locations sl
  join directory_locations l on l.id = sl.location_id where sl.service_id = c.service_id and l.confidential))`;

/** Those that hold now, and those that ended because the source changed after them within the last year. */
export async function listCorrectionsShown(
  ctx: Ctx,
  serviceId: ServiceId,
): Promise<readonly FieldCorrection[]> {
  if (!isUuid(serviceId)) return [];
  const yearAgo = ctx
    .clock()
    .subtract({ hours: 24 * 365 })
    .toString();
  const { rows } = await sql<FieldCorrection>`select ${COLUMNS} from directory_corrections c
    where c.service_id = ${serviceId}::uuid and ${MAY_BE_TOLD} and (c.ended_at is null
      or (c.ended_because = 'source-changed' and c.ended_at > ${yearAgo}::timestamptz and not exists (
        select 1 from directory_corrections n where n.service_id = c.service_id and n.field = c.field and n.ended_at is null)))
    order by c.made_at desc, c.id desc limit 50`.execute(ctx.tx);
  return rows;
}

export type HistoryEntry =
  | {
      readonly kind: 'checked';
      readonly id: string;
      readonly at: Date;
      readonly by: string;
      readonly method: string;
      readonly undone: boolean;
    }
  | {
      readonly kind: 'disputed' | 'settled';
      readonly id: string;
      readonly at: Date;
      readonly by: string | null;
      readonly field: string;
      readonly state: string;
    }
  | ({ readonly kind: 'corrected' } & FieldCorrection & { readonly at: Date });

const MOST = 100;

type CheckRow = { id: string; at: Date; by: string; method: string; undone: boolean };
type DisputeRow = {
  id: string;
  field: string;
  state: string;
  at: Date;
  ended: Date | null;
  by: string | null;
};

/** Who of an organisation did it is in that organisation's own log. */
export async function loadHistory(ctx: Ctx, serviceId: ServiceId): Promise<readonly HistoryEntry[]> {
  if (!isUuid(serviceId)) return [];
  const [checks, disputes, corrections] = await Promise.all([
    sql<CheckRow>`select id, at, checked_by as by, method, undone_at is not null as undone from directory_checks
      where service_id = ${serviceId}::uuid order by at desc ${atMost(MOST)}`.execute(ctx.tx),
    sql<DisputeRow>`select id, field, state, opened_at as at, ended_at as ended, ended_by as by from directory_disputes
      where service_id = ${serviceId}::uuid order by opened_at desc ${atMost(MOST)}`.execute(ctx.tx),
    sql<FieldCorrection>`select ${COLUMNS} from directory_corrections c where c.service_id = ${serviceId}::uuid and ${MAY_BE_TOLD} order by c.made_at desc ${atMost(MOST)}`.execute(
      ctx.tx,
    ),
  ]);
  const entries: HistoryEntry[] = [
    ...checks.rows.map(row => ({ kind: 'checked', ...row }) as const),
    ...disputes.rows.flatMap(({ ended, by, ...row }): HistoryEntry[] => [
      { ...row, kind: 'disputed', by: null },
      ...(ended === null ? [] : [{ ...row, kind: 'settled', at: ended, by } as const]),
    ]),
    ...corrections.rows.map(row => ({ kind: 'corrected', ...row, at: row.madeAt }) as const),
  ];
  return entries.sort((one, other) => other.at.getTime() - one.at.getTime()).slice(0, MOST);
}

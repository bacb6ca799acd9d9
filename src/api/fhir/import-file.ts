// `footbridge import referral FILE`: takes in a referral message that somebody saved, and says in plain words what became of it.
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { asActor, type Database } from '#database';
import { londonDay, type OrganisationId, sealingKeys } from '#kernel';
import type { Received } from '#referrals';
import { LARGEST_MESSAGE } from './message/parse.ts';
import { knowledgeReader } from './message-knowledge.ts';
import type { Reading } from './outcome.ts';
import { readMessage } from './read-message.ts';
import { SEALING_PURPOSE, takeIn } from './take-in.ts';

export type ImportedFile = {
  readonly ok: boolean;
  /** Sentences to print: what happened, then what was odd. */
  readonly lines: readonly string[];
};

export type ImportOptions = {
  readonly database: Database;
  readonly organisationId: OrganisationId;
  readonly secret: string;
  readonly oldSecret?: string | null;
};

const knowledge = knowledgeReader();

/** Never throws for what is in the file or that it is not there; a broken database throws. */
export async function importReferralFile(path: string, options: ImportOptions): Promise<ImportedFile> {
  const name = basename(path);
  const text = readFile(path);
  if (!text.ok) return { ok: false, lines: [`${name}: ${text.sentence}`] };
  const warnings: string[] = [];
  const taken = await take(text.text, options, warnings);
  if (taken.ok)
    return { ok: true, lines: [`${name}: received as referral ${taken.value.reference}.`, ...warnings] };
  const { status, issues } = taken.refusal;
  const lines = issues.map(({ at, text: why }) => `  ${at ? `${at}: ` : ''}${why}`);
  return {
    ok: false,
    lines: [`${name}: refused${status === 409 ? ' as a duplicate' : ''}, nothing was changed.`, ...lines],
  };
}

async function take(
  text: string,
  { database, organisationId, secret, oldSecret }: ImportOptions,
  warnings: string[],
): Promise<Reading<Received>> {
  const reading = readMessage(text, {
    ...knowledge(),
    today: londonDay(database.clock()).toString(),
    headers: { required: false, requestId: null, correlationId: null },
  });
  if (!reading.ok) return reading;
  warnings.push(...reading.value.warnings.map(({ at, text: why }) => `  note: ${at ? `${at}: ` : ''}${why}`));
  const keys = sealingKeys(SEALING_PURPOSE, secret, ...(oldSecret ? [oldSecret] : []));
  return asActor(database, { kind: 'system', organisationId }, ctx => takeIn(ctx, reading.value, keys));
}

type FileText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly sentence: string };

function readFile(path: string): FileText {
  try {
    const { size } = statSync(path);
    if (size > LARGEST_MESSAGE)
      return { ok: false, sentence: `the file is larger than ${LARGEST_MESSAGE} bytes.` };
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)) };
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === 'ENOENT') return { ok: false, sentence: 'there is no such file.' };
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      return { ok: false, sentence: 'the file is not UTF-8 text.' };
    return { ok: false, sentence: `the file cannot be read (${code ?? 'unknown reason'}).` };
  }
}

// Seals outside the database: one append-only file an organisation, a line a seal, to be kept on another machine.
import { accessSync, appendFileSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OrganisationId } from '#kernel';
import type { Seal } from './chain.ts';

const pathOf = (folder: string, organisationId: OrganisationId): string =>
  join(folder, `${organisationId}.jsonl`);

/** Throws where seals could not be written. */
export function prepareSealFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  accessSync(folder, constants.W_OK);
}

export function appendSeal(folder: string, seal: Seal): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  appendFileSync(pathOf(folder, seal.organisationId), `${JSON.stringify(seal)}\n`, { mode: 0o600 });
}

/**
 * The seals of an organisation as they were written outside, oldest first; the last line of a number holds (a seal whose
 * transaction failed is written again). A line that cannot be read is left out and shows as a missing seal.
 */
export function readSeals(folder: string, organisationId: OrganisationId): Seal[] {
  const path = pathOf(folder, organisationId);
  if (!existsSync(path)) return [];
  const byNumber = new Map<number, Seal>();
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const seal = parseLine(line);
    if (seal) byNumber.set(seal.number, seal);
  }
  return [...byNumber.values()].sort((a, b) => a.number - b.number);
}

function parseLine(line: string): Seal | undefined {
  if (line.trim() === '') return undefined;
  try {
    return JSON.parse(line) as Seal;
  } catch {
    return undefined;
  }
}

// FHIR examples for tests, ways to wrap them into messages, and an independent check of what we send.
import { readdirSync, readFileSync } from 'node:fs';
import { loadDataType, OperationOutcomeError, validateResource } from '@medplum/core';
import type { Patient, Resource, ServiceRequest, StructureDefinition } from '@medplum/fhirtypes';

const FIXTURES = new URL('fixtures/fhir/', import.meta.url);
export type ExampleFolder = 'bars' | 'uk-core';

export const exampleNames = (folder: ExampleFolder): readonly string[] =>
  readdirSync(new URL(folder, FIXTURES)).sort();
export const readExample = (folder: ExampleFolder, name: string): string =>
  readFileSync(new URL(`${folder}/${name}`, FIXTURES), 'utf8');

/** By the start of its file name: `barsExample('REFREQ03')`. */
export function barsExample(start: string): string {
  const name = exampleNames('bars').find(each => each.startsWith(start));
  if (name === undefined) throw new Error(`no BaRS example ${start}`);
  return readExample('bars', name);
}

export const PATIENT_URL = 'urn:uuid:0f7a1a1e-0000-4000-8000-000000000001';
const REQUEST_URL = 'urn:uuid:0f7a1a1e-0000-4000-8000-000000000002';

export const MINIMAL_REQUEST = {
  resourceType: 'ServiceRequest',
  status: 'active',
  intent: 'order',
  subject: { reference: PATIENT_URL },
  reasonCode: [{ text: 'Would like to meet people' }],
} as const satisfies ServiceRequest;

export const MINIMAL_PATIENT = {
  resourceType: 'Patient',
  name: [{ text: 'Abrehet Tesfay' }],
} as const satisfies Patient;

type Loose = Readonly<Record<string, unknown>>;

/** A transaction with one Patient and one ServiceRequest; either may be anything, to test what is refused. */
export function transaction(
  patient: Loose,
  request: Loose = MINIMAL_REQUEST,
  others: readonly Loose[] = [],
): Record<string, unknown> {
  const entry = (resource: Loose, fullUrl: string) => ({
    fullUrl,
    resource,
    request: { method: 'POST', url: resource.resourceType },
  });
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      entry(patient, PATIENT_URL),
      entry(request, REQUEST_URL),
      ...others.map((resource, place) =>
        entry(resource, `urn:uuid:0f7a1a1e-0000-4000-8000-1000000000${place + 10}`),
      ),
    ],
  };
}

type Row = readonly [path: string, least: number, most: string, types: string];

/** Loads the shapes of R4 into @medplum/core, whose validator then judges what ours judged. */
export function loadMedplumDefinitions(): void {
  const table = JSON.parse(
    readFileSync(new URL('../seeds/fhir/r4-elements.json', import.meta.url), 'utf8'),
  ) as {
    resources: string;
    elements: Record<string, Row[]>;
  };
  for (const type of table.resources.split(' ')) loadDataType(definitionOf(type, table.elements[type] ?? []));
}

function definitionOf(type: string, rows: readonly Row[]): StructureDefinition {
  const elements = rows.map(([path, min, max, types]) => ({
    id: `${type}.${path}`,
    path: `${type}.${path}`,
    min,
    max,
    base: { path: `${type}.${path}`, min, max },
    ...(types.startsWith('#')
      ? { contentReference: types }
      : { type: types.split('|').map(code => ({ code })) }),
  }));
  return {
    resourceType: 'StructureDefinition',
    name: type,
    url: `http://hl7.org/fhir/StructureDefinition/${type}`,
    type,
    kind: 'resource',
    status: 'active',
    abstract: false,
    snapshot: { element: [{ id: type, path: type, min: 0, max: '*' }, ...elements] },
  } as StructureDefinition;
}

/** What @medplum/core finds wrong, as `path: text`; empty when nothing. */
export function medplumProblems(resource: unknown): readonly string[] {
  try {
    validateResource(resource as Resource);
    return [];
  } catch (error) {
    if (!(error instanceof OperationOutcomeError)) throw error;
    return (
      error.outcome.issue?.map(issue => `${issue.expression?.[0] ?? ''}: ${issue.details?.text ?? ''}`) ?? [
        'unknown',
      ]
    );
  }
}

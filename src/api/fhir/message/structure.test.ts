// The structure check says what FHIR R4 says: by table, and by agreeing with an independent validator on examples and damaged ones.
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  barsExample,
  type ExampleFolder,
  exampleNames,
  loadMedplumDefinitions,
  medplumProblems,
  readExample,
} from '../../../../test/fhir-examples.ts';
import { readShapes } from './r4-shapes.ts';
import { structureIssues } from './structure.ts';

const shapes = readShapes();
const faults = (resource: unknown, at = 'Patient'): string[] =>
  structureIssues(shapes, resource, at).map(issue => `${issue.code} ${issue.at}`);

const patient = (change: Record<string, unknown>) => ({ resourceType: 'Patient', ...change });

describe('faults, each at its element', () => {
  test.each<[string, unknown, string[]]>([
    ['sound', patient({ name: [{ text: 'A' }], birthDate: '1990-02', active: true }), []],
    ['not an object', [], ['structure Patient']],
    ['no type', {}, ['required Patient']],
    ['a type of another version', { resourceType: 'ReferralRequest' }, ['structure Patient']],
    ['a type that is not one', { resourceType: 'constructor' }, ['structure Patient']],
    ['abstract', { resourceType: 'DomainResource' }, ['structure Patient']],
    ['an unknown element', patient({ nickname: 'A' }), ['structure Patient.nickname']],
    [
      'an element of every object',
      patient({ constructor: {}, toString: 1 }),
      ['structure Patient.constructor', 'structure Patient.toString'],
    ],
    [
      'an unknown element further in',
      patient({ contact: [{ name: { first: 'A' } }] }),
      ['structure Patient.contact[0].name.first'],
    ],
    ['one for many', patient({ name: { text: 'A' } }), ['structure Patient.name']],
    ['many for one', patient({ gender: ['female'] }), ['structure Patient.gender']],
    ['no values', patient({ name: [] }), ['structure Patient.name']],
    ['an empty element', patient({ name: [{}] }), ['structure Patient.name[0]']],
    ['null', patient({ birthDate: null }), ['structure Patient.birthDate']],
    ['null in a list', patient({ name: [null] }), ['structure Patient.name[0]']],
    ['text for an object', patient({ name: ['A'] }), ['structure Patient.name[0]']],
    ['an object for text', patient({ name: [{ text: {} }] }), ['structure Patient.name[0].text']],
    ['text for a truth value', patient({ active: 'yes' }), ['value Patient.active']],
    ['empty text', patient({ name: [{ family: '  ' }] }), ['value Patient.name[0].family']],
    ['a day that never was', patient({ birthDate: '2024-02-30' }), ['value Patient.birthDate']],
    ['year zero', patient({ birthDate: '0000' }), ['value Patient.birthDate']],
    ['a month too many', patient({ birthDate: '2024-13' }), ['value Patient.birthDate']],
    ['a date with a time', patient({ birthDate: '2024-01-01T00:00:00Z' }), ['value Patient.birthDate']],
    [
      'a time without a zone',
      patient({ deceasedDateTime: '2024-01-01T00:00:00' }),
      ['value Patient.deceasedDateTime'],
    ],
    [
      'a time after a month',
      patient({ deceasedDateTime: '2024-01T00:00:00Z' }),
      ['value Patient.deceasedDateTime'],
    ],
    ['a code that is not one', patient({ gender: 'zz' }), ['code-invalid Patient.gender']],
    [
      'two of a choice',
      patient({ deceasedBoolean: true, deceasedDateTime: '2024' }),
      ['structure Patient.deceasedDateTime'],
    ],
    ['something missing', patient({ link: [{ type: 'refer' }] }), ['required Patient.link[0].other']],
    [
      'an extension without address',
      patient({ extension: [{ valueString: 'A' }] }),
      ['required Patient.extension[0].url'],
    ],
    [
      'an extension that is two things',
      patient({ extension: [{ url: 'u', valueString: 'A', extension: [{ url: 'v', valueCode: 'b' }] }] }),
      ['invariant Patient.extension[0]'],
    ],
    [
      'an address with a space',
      patient({ extension: [{ url: 'a b', valueString: 'A' }] }),
      ['value Patient.extension[0].url'],
    ],
    ['an extension beside nothing', patient({ _contact: [{ id: 'a' }] }), ['structure Patient._contact']],
    [
      'a contained record',
      patient({ contained: [{ resourceType: 'Organization', nome: 'A' }] }),
      ['structure Patient.contained[0].nome'],
    ],
  ])('%s', (_, resource, expected) => {
    expect(faults(resource)).toEqual(expected);
  });

  test('a missing value may say why it is missing', () => {
    const why = {
      extension: [
        { url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' },
      ],
    };
    expect(faults(patient({ _birthDate: why }))).toEqual([]);
    expect(faults(patient({ name: [{ given: ['A', null], _given: [null, why] }] }))).toEqual([]);
    expect(faults(patient({ name: [{ given: ['A', null] }] }))).toEqual([
      'structure Patient.name[0].given[1]',
    ]);
  });

  test('at most 20 faults are told, and none quotes what was sent', () => {
    const many = patient(
      Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`secret${n}`, 'Abrehet'])),
    );
    const issues = structureIssues(shapes, many, 'Patient');
    expect(issues).toHaveLength(20);
    expect(JSON.stringify(issues.map(({ text }) => text))).not.toContain('Abrehet');
  });
});

describe('against @medplum/core', () => {
  beforeAll(loadMedplumDefinitions);
  const examples = (['bars', 'uk-core'] as const satisfies readonly ExampleFolder[]).flatMap(folder =>
    exampleNames(folder).map(
      name => [name, JSON.parse(readExample(folder, name)) as { resourceType: string }] as const,
    ),
  );

  test.each(examples)('%s is judged alike', (_, example) => {
    const ours = faults(example, example.resourceType).length === 0;
    expect(ours).toBe(medplumProblems(example).length === 0);
  });

  test('what it finds wrong in a damaged message, we find wrong', () => {
    const whole = JSON.parse(barsExample('REFREQ03')) as unknown;
    const places = pathsOf(whole);
    const damage = fc.constantFrom<unknown>(null, '', 7, [], {}, [null], { wrong: 1 }, 'x', true);
    fc.assert(
      fc.property(fc.nat({ max: places.length - 1 }), damage, (place, value) => {
        const copy = structuredClone(whole);
        put(copy, places[place] ?? [], value);
        const theirs = medplumProblems(copy);
        if (theirs.length > 0) expect(faults(copy, 'Bundle'), theirs.join('; ')).not.toEqual([]);
      }),
      { numRuns: 150, seed: 20261122 },
    );
  });
});

type Place = readonly (string | number)[];

function pathsOf(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Object.entries(value).flatMap(([key, child]) =>
    pathsOf(child, [...at, Array.isArray(value) ? Number(key) : key]),
  );
  return at.length === 0 ? inner : [at, ...inner];
}

function put(root: unknown, place: Place, value: unknown): void {
  const parent = place
    .slice(0, -1)
    .reduce((each, key) => (each as Record<string | number, unknown>)[key], root);
  (parent as Record<string | number, unknown>)[place.at(-1) ?? ''] = value;
}

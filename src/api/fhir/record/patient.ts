// A person of ours as a UK Core Patient. Nothing about migration, and no way to reach them: what is safe changes, and is not passed on.
import type { Extension, HumanName, Patient } from '@medplum/fhirtypes';
import type { Fact, PersonName, PersonRecord } from '#people';
import { UK_CORE } from '../arrival/concept.ts';
import type { Practice } from '../arrival.ts';

const STATUSES = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland';
const INTERPRETER = 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired';
const PROFILE = 'https://fhir.hl7.org.uk/StructureDefinition/UKCore-Patient';

const USES: Partial<Record<PersonName['use'], NonNullable<HumanName['use']>>> = {
  legal: 'official',
  known_as: 'usual',
  other_script: 'usual',
};
const GENDERS = new Set(['male', 'female', 'other']);

export function toPatient(person: PersonRecord, practice: Practice | null): Patient {
  const gender = answerTo(person.facts, 'gender');
  return {
    resourceType: 'Patient',
    id: person.id,
    meta: { profile: [PROFILE] },
    ...some('extension', extensionsOf(person.facts)),
    ...some('identifier', identifiersOf(person)),
    name: person.names.flatMap(toName),
    ...(typeof gender === 'string' && GENDERS.has(gender)
      ? { gender: gender as 'male' | 'female' | 'other' }
      : {}),
    ...(person.birthDate.status === 'answered' ? { birthDate: person.birthDate.value } : {}),
    ...some('communication', communicationOf(person)),
    ...(practice?.odsCode
      ? {
          generalPractitioner: [
            {
              identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: practice.odsCode },
              ...(practice.name ? { display: practice.name } : {}),
            },
          ],
        }
      : {}),
  };
}

/** FHIR allows no empty lists. */
const some = <Key extends string, Value>(key: Key, list: Value[]): Partial<Record<Key, Value[]>> =>
  list.length > 0 ? ({ [key]: list } as Record<Key, Value[]>) : {};

const answerTo = (facts: readonly Fact[], kind: Fact['kind']): unknown => {
  const answer = facts.find(fact => fact.kind === kind)?.answer;
  return answer?.status === 'answered' ? answer.value : undefined;
};

/**
 * A name no longer used is not passed on: it may disclose a change of gender (Gender Recognition Act 2004 s22) or a past that
 * somebody hides from. Nor is a name that came with another record.
 */
function toName({ use, fullName, given, family }: PersonName): HumanName[] {
  const mapped = USES[use];
  if (mapped === undefined) return [];
  return [
    {
      use: mapped,
      text: fullName,
      ...(family ? { family } : {}),
      ...(given ? { given: given.split(' ') } : {}),
    },
  ];
}

function identifiersOf({ nhsNumber, nhsNumberStatus }: PersonRecord): NonNullable<Patient['identifier']> {
  if (nhsNumber === null) return [];
  const [code, display] =
    nhsNumberStatus === 'verified'
      ? ['01', 'Number present and verified']
      : ['02', 'Number present but not traced'];
  return [
    {
      extension: [
        {
          url: `${UK_CORE}Extension-UKCore-NHSNumberVerificationStatus`,
          valueCodeableConcept: { coding: [{ system: STATUSES, code, display }] },
        },
      ],
      system: 'https://fhir.nhs.uk/Id/nhs-number',
      value: nhsNumber,
    },
  ];
}

function extensionsOf(facts: readonly Fact[]): Extension[] {
  const extensions: Extension[] = [];
  const interpreter = answerTo(facts, 'interpreter');
  if (interpreter === true || interpreter === 'yes')
    extensions.push({ url: INTERPRETER, valueBoolean: true });
  if (interpreter === false || interpreter === 'no')
    extensions.push({ url: INTERPRETER, valueBoolean: false });
  return extensions;
}

/** Spoken and read are two rows here and one language there. */
function communicationOf({ languages }: PersonRecord): NonNullable<Patient['communication']> {
  const tags = [...new Set(languages.map(language => language.language))];
  return tags.map(tag => {
    const rows = languages.filter(language => language.language === tag);
    return {
      language: {
        ...(tag === 'und'
          ? {}
          : { coding: [{ system: 'urn:ietf:bcp:47', code: tag, display: rows[0]?.label ?? tag }] }),
        text: rows[0]?.label ?? tag,
      },
      ...(rows.some(row => row.preferred) ? { preferred: true } : {}),
    };
  });
}

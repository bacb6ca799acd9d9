// The person's GP practice, and what the default codes say when there is none.
import type { Organization, Patient } from '@medplum/fhirtypes';
import type { MessageArrival, Practice } from '../arrival.ts';
import type { Found, References } from '../message/references.ts';
import { odsCodeOf, practiceOf, roleOf } from './referrer.ts';

export type ReadPractice = {
  readonly practice: Practice | null;
  readonly registration: MessageArrival['person']['gpRegistration'];
};

/** Default codes of the NHS Data Dictionary: no registered practice, not applicable, not known. */
const DEFAULTS: Readonly<Record<string, ReadPractice['registration']>> = {
  V81997: 'not_registered',
  V81998: 'not_known',
  V81999: 'not_known',
};

/** The first practice that can be read; `not_asked` when the message says nothing. */
export function readPractice(patient: Found<Patient>, references: References): ReadPractice {
  for (const reference of patient.resource.generalPractitioner ?? []) {
    const found = references.resolve(reference, patient);
    const organisation = organisationOf(found, references);
    const logical = reference.identifier ? odsCodeOf([reference.identifier]) : null;
    const practice = organisation
      ? practiceOf(organisation)
      : { odsCode: logical, name: found ? null : (reference.display ?? null) };
    if (practice.odsCode === null && practice.name === null) continue;
    const registration = DEFAULTS[practice.odsCode ?? ''] ?? 'registered';
    return { practice: registration === 'registered' ? practice : null, registration };
  }
  return { practice: null, registration: 'not_asked' };
}

/** The organisation itself, or the one of the practitioner's role. */
function organisationOf(found: Found | undefined, references: References): Organization | undefined {
  if (!found) return undefined;
  if (found.resource.resourceType === 'Organization') return found.resource;
  const role = roleOf(found, references);
  return references.resourceAt(role?.resource.organization, role, 'Organization');
}

// What a message says about consent. An implied direct-care flag is the sender's basis for sharing, not the person's own agreement.
import type { Consent, Patient } from '@medplum/fhirtypes';
import type { MessageArrival, Notes } from '../arrival.ts';
import type { Found, References } from '../message/references.ts';
import { conceptWords, joined } from './concept.ts';

export type ReadConsent = {
  readonly consent: MessageArrival['consent'];
  readonly wording: string | null;
  readonly line: string | null;
};

const NOT_SAID: ReadConsent = { consent: 'not_known', wording: null, line: null };
const policyCodes = (consent: Consent): readonly (string | undefined)[] =>
  consent.policyRule?.coding?.map(each => each.code) ?? [];

/** A refusal outweighs an agreement, and an agreement outweighs silence. Consent to research or treatment is not looked at. */
export function readConsent(patient: Found<Patient>, references: References, notes: Notes): ReadConsent {
  const about = references
    .ofType('Consent')
    .filter(({ resource }) => resource.status === 'active' || resource.status === 'rejected')
    .filter(
      ({ resource }) =>
        !resource.scope.coding?.some(each => each.code === 'research' || each.code === 'treatment'),
    )
    .filter(found => {
      const of = references.resolve(found.resource.patient, found);
      return of === undefined || of.resource === patient.resource;
    });
  const refused = about.find(({ resource }) => isRefusal(resource));
  if (refused) {
    notes.warn(
      'business-rule',
      refused.at,
      'The message says that the person does not agree. Whoever sorts this referral is told.',
    );
    return { consent: 'not_given', wording: wordsOf(refused.resource), line: null };
  }
  const given = about.find(found => isAgreement(found.resource));
  if (given) return { consent: whoAgreed(given, references), wording: wordsOf(given.resource), line: null };
  const [other] = about;
  if (other === undefined) return NOT_SAID;
  notes.warn(
    'business-rule',
    other.at,
    'Implied consent to direct care was sent. It is not taken for the person’s own agreement.',
  );
  return {
    ...NOT_SAID,
    line: `Consent in the message: ${wordsOf(other.resource) ?? 'not described'} (not the person’s own agreement)`,
  };
}

const isRefusal = (consent: Consent): boolean =>
  consent.status === 'rejected' ||
  consent.provision?.type === 'deny' ||
  policyCodes(consent).some(code => code === 'OPTOUT' || code === 'OPTOUTE');

const isAgreement = (consent: Consent): boolean =>
  policyCodes(consent).some(code => code === 'OPTIN' || code === 'OPTINR') ||
  (consent.provision?.type === 'permit' && !policyCodes(consent).includes('IMPLIED'));

function whoAgreed(consent: Found<Consent>, references: References): 'given' | 'given_for_person' {
  const [performer] = consent.resource.performer ?? [];
  const type = references.resolve(performer, consent)?.resource.resourceType ?? performer?.type;
  return type === 'RelatedPerson' ? 'given_for_person' : 'given';
}

const wordsOf = (consent: Consent): string | null =>
  joined(
    [
      ...(consent.category ?? []).map(conceptWords),
      conceptWords(consent.policyRule) ?? policyCodes(consent)[0]?.toLowerCase(),
    ],
    ', ',
  );

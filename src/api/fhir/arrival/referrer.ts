// Who asked for the referral, for which organisation, and how to reach them.
import type {
  ContactPoint,
  HumanName,
  Identifier,
  MessageHeader,
  Organization,
  Practitioner,
  PractitionerRole,
  RelatedPerson,
  ServiceRequest,
} from '@medplum/fhirtypes';
import type { ArrivingReferrer, Practice } from '../arrival.ts';
import type { Found, References } from '../message/references.ts';
import { conceptWords, joined } from './concept.ts';

const ODS = /^https:\/\/fhir\.nhs\.uk\/id\/ods-organization-code$/i;

export const odsCodeOf = (identifiers: readonly Identifier[] | undefined): string | null =>
  identifiers
    ?.find(each => ODS.test(each.system ?? '') && each.value)
    ?.value?.trim()
    .toUpperCase() ?? null;

export const practiceOf = (organisation: Organization): Practice => ({
  odsCode: odsCodeOf(organisation.identifier),
  name: organisation.name?.trim() ?? null,
});

type Parties = {
  readonly practitioner?: Practitioner;
  readonly role?: PractitionerRole;
  readonly organisation?: Organization;
};

/** The requester; when there is none that can be read, the organisation that sent the message. */
export function readReferrer(
  request: Found<ServiceRequest>,
  header: Found<MessageHeader> | null,
  references: References,
): ArrivingReferrer {
  const { requester } = request.resource;
  const found = references.resolve(requester, request);
  const source = header?.resource.source;
  const sender = references.resourceAt(header?.resource.sender, header, 'Organization');
  if (found?.resource.resourceType === 'Patient') return nobody('self');
  if (found?.resource.resourceType === 'RelatedPerson') return relatedReferrer(found.resource);
  const parties = partiesOf(found, references);
  const contact = [
    ...(parties.practitioner?.telecom ?? []),
    ...(parties.role?.telecom ?? []),
    ...(parties.organisation?.telecom ?? []),
  ];
  const name =
    nameWords(parties.practitioner?.name?.[0]) ?? (found ? null : (requester?.display?.trim() ?? null));
  const organisation = organisationWords(parties.organisation?.name, sender?.name ?? source?.name);
  const professional = name || parties.practitioner || parties.role;
  return {
    kind: professional ? 'professional' : organisation ? 'organisation' : 'not_known',
    name,
    role: conceptWords(parties.role?.code?.[0]) ?? null,
    organisation,
    odsCode:
      odsCodeOf(parties.organisation?.identifier) ??
      odsCodeOf(sender?.identifier) ??
      requesterOds(requester?.identifier),
    phone: reachedBy(contact, 'phone') ?? reachedBy(source?.contact, 'phone'),
    email: reachedBy(contact, 'email') ?? reachedBy(source?.contact, 'email'),
  };
}

/** The organisation of the role says who asked; the sender is another one when an agency passes the message on. */
const organisationWords = (own: string | undefined, sending: string | undefined): string | null =>
  own && sending && own !== sending ? `${own} (sent by ${sending})` : (own ?? sending ?? null);

const requesterOds = (identifier: Identifier | undefined): string | null =>
  identifier ? odsCodeOf([identifier]) : null;

/** The role that `found` is, or that names the practitioner that `found` is. */
export function roleOf(found: Found, references: References): Found<PractitionerRole> | undefined {
  return references
    .ofType('PractitionerRole')
    .find(
      role =>
        role.resource === found.resource ||
        references.resolve(role.resource.practitioner, role)?.resource === found.resource,
    );
}

function partiesOf(found: Found | undefined, references: References): Parties {
  if (found?.resource.resourceType === 'Organization') return { organisation: found.resource };
  if (!found) return {};
  const role = roleOf(found, references);
  const practitioner =
    found.resource.resourceType === 'Practitioner'
      ? found.resource
      : references.resourceAt(role?.resource.practitioner, role, 'Practitioner');
  const organisation = references.resourceAt(role?.resource.organization, role, 'Organization');
  return {
    ...(practitioner && { practitioner }),
    ...(role && { role: role.resource }),
    ...(organisation && { organisation }),
  };
}

const nobody = (kind: 'self' | 'not_known'): ArrivingReferrer => ({
  kind,
  name: null,
  role: null,
  organisation: null,
  odsCode: null,
  phone: null,
  email: null,
});

const relatedReferrer = (related: RelatedPerson): ArrivingReferrer => ({
  ...nobody('not_known'),
  kind: 'related',
  name: nameWords(related.name?.[0]),
  role: conceptWords(related.relationship?.[0]),
  phone: reachedBy(related.telecom, 'phone'),
  email: reachedBy(related.telecom, 'email'),
});

const nameWords = (name: HumanName | undefined): string | null =>
  name
    ? (name.text?.trim() ??
      joined([...(name.prefix ?? []), ...(name.given ?? []), name.family, ...(name.suffix ?? [])], ' '))
    : null;

const reachedBy = (
  telecoms: readonly ContactPoint[] | ContactPoint | undefined,
  system: 'phone' | 'email',
): string | null => {
  const list =
    telecoms === undefined
      ? []
      : Array.isArray(telecoms)
        ? (telecoms as readonly ContactPoint[])
        : [telecoms as ContactPoint];
  const matching = list.filter(each => each.system === system && each.value && each.use !== 'old');
  return [...matching].sort((a, b) => (a.rank ?? 99) - (b.rank ?? 99))[0]?.value ?? null;
};

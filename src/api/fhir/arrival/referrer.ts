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

/** One hop from a reference, typed; undefined when it leads nowhere or to something else. */
function hop<T extends { resourceType: string }>(
  references: References,
  from: Found | null | undefined,
  pick: (resource: never) => { reference?: string } | undefined,
  type: T['resourceType'],
): Found | undefined {
  if (!from) return undefined;
  const found = references.resolve(pick(from.resource as never), from);
  return found?.resource.resourceType === type ? found : undefined;
}

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
  const sender = hop<Organization>(references, header, (r: MessageHeader) => r.sender, 'Organization')
    ?.resource as Organization | undefined;
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
  // The organisation of the role says who; the sender is often the one with the ODS code.
  const sending = sender?.name ?? header?.resource.source?.name ?? null;
  const own = parties.organisation?.name ?? null;
  const organisation = own && sending && own !== sending ? `${own} (sent by ${sending})` : (own ?? sending);
  const kind =
    name || parties.practitioner || parties.role
      ? 'professional'
      : organisation
        ? 'organisation'
        : 'not_known';
  return {
    kind,
    name,
    role: conceptWords(parties.role?.code?.[0]) ?? null,
    organisation,
    odsCode:
      odsCodeOf(parties.organisation?.identifier) ??
      odsCodeOf(sender?.identifier) ??
      requesterOds(requester?.identifier),
    phone: reachedBy(contact, 'phone') ?? reachedBy(header?.resource.source?.contact, 'phone'),
    email: reachedBy(contact, 'email') ?? reachedBy(header?.resource.source?.contact, 'email'),
  };
}

const requesterOds = (identifier: Identifier | undefined): string | null =>
  identifier ? odsCodeOf([identifier]) : null;

function partiesOf(found: Found | undefined, references: References): Parties {
  if (found?.resource.resourceType === 'Organization') return { organisation: found.resource };
  if (found?.resource.resourceType !== 'Practitioner' && found?.resource.resourceType !== 'PractitionerRole')
    return {};
  const role =
    found.resource.resourceType === 'PractitionerRole'
      ? (found as Found<PractitionerRole>)
      : references
          .ofType('PractitionerRole')
          .find(each => references.resolve(each.resource.practitioner, each)?.resource === found.resource);
  const practitioner =
    found.resource.resourceType === 'Practitioner'
      ? found.resource
      : (hop<Practitioner>(references, role, (r: PractitionerRole) => r.practitioner, 'Practitioner')
          ?.resource as Practitioner | undefined);
  const organisation = hop<Organization>(
    references,
    role,
    (r: PractitionerRole) => r.organization,
    'Organization',
  )?.resource as Organization | undefined;
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

export const nameWords = (name: HumanName | undefined): string | null =>
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

// A referral of ours as a UK Core ServiceRequest, the order, and as a Task, the conversation about it (HL7 Gravity: shape only).
import type { ServiceRequest, Task } from '@medplum/fhirtypes';
import { DECLINE_REASONS, type DeclineReason, type Referral, STATE_NAMES, type State } from '#referrals';
import { INTERVENTIONS, SNOMED } from '../arrival/concept.ts';
import { REFERENCE_SYSTEM } from './response.ts';

const REFERRAL_TO_SOCIAL_PRESCRIBING = {
  system: SNOMED,
  code: '871731000000106',
  display: 'Referral to social prescribing service (procedure)',
};
const DOS_REASONS = 'https://fhir.nhs.uk/CodeSystem/dos-rejected-reasons-bars';

const REQUEST_STATUS: Record<State, ServiceRequest['status']> = {
  received: 'active',
  waiting_for_referrer: 'active',
  accepted: 'active',
  allocated: 'active',
  active: 'active',
  closed: 'completed',
  declined: 'revoked',
  withdrawn: 'revoked',
};

/** The statuses Gravity allows a referral Task: all of R4 but `ready` and `received`. */
const TASK_STATUS: Record<State, Task['status']> = {
  received: 'requested',
  waiting_for_referrer: 'on-hold',
  accepted: 'accepted',
  allocated: 'accepted',
  active: 'in-progress',
  closed: 'completed',
  declined: 'rejected',
  withdrawn: 'cancelled',
};

/** `soon` has no word in FHIR; urgent there is what comes next. */
const PRIORITY: Record<Referral['urgency'], ServiceRequest['priority'] | null> = {
  routine: 'routine',
  soon: 'urgent',
  urgent: 'urgent',
  not_known: null,
};

/** NHS DoS rejected reasons as BaRS uses them. */
const DOS_REASON: Record<DeclineReason, { readonly code: string; readonly display: string }> = {
  'person-declined': { code: '26', display: 'Rejected for patient choice' },
  'not-right-service': { code: '23', display: 'Service not clinically appropriate' },
  'outside-area': { code: '42', display: 'Unsuitable due to distance' },
  'no-capacity': { code: '22', display: 'Rejected for capacity reasons' },
  'could-not-contact': { code: '99', display: 'Other reason' },
  'already-supported': { code: '99', display: 'Other reason' },
  other: { code: '99', display: 'Other reason' },
};

/** `interventions` is code → label. */
export function toServiceRequest(
  referral: Referral,
  interventions: ReadonlyMap<string, string>,
): ServiceRequest {
  const priority = PRIORITY[referral.urgency];
  const requester = [referral.referrer.name, referral.referrer.organisation].filter(Boolean).join(', ');
  return {
    resourceType: 'ServiceRequest',
    id: referral.id,
    meta: { profile: ['https://fhir.hl7.org.uk/StructureDefinition/UKCore-ServiceRequest'] },
    identifier: [{ system: REFERENCE_SYSTEM, value: referral.reference }],
    status: REQUEST_STATUS[referral.state],
    intent: 'order',
    category: [{ coding: [{ system: SNOMED, code: '3457005', display: 'Patient referral' }] }],
    ...(priority ? { priority } : {}),
    code: { coding: [REFERRAL_TO_SOCIAL_PRESCRIBING] },
    ...(referral.interventions.length > 0
      ? {
          orderDetail: referral.interventions.map(code => ({
            coding: [{ system: INTERVENTIONS, code, display: interventions.get(code) ?? code }],
          })),
        }
      : {}),
    subject: { reference: `Patient/${referral.sentPersonId}` },
    authoredOn: referral.receivedAt.toISOString(),
    ...(requester ? { requester: { display: requester } } : {}),
    ...(referral.reason ? { reasonCode: [{ text: referral.reason }] } : {}),
  };
}

export function toTask(referral: Referral): Task {
  const reason = referral.declineReason;
  const ended =
    referral.closedAt ??
    referral.firstContactAt ??
    referral.allocatedAt ??
    referral.decidedAt ??
    referral.receivedAt;
  return {
    resourceType: 'Task',
    id: referral.id,
    meta: { profile: ['https://fhir.hl7.org.uk/StructureDefinition/UKCore-Task'] },
    status: TASK_STATUS[referral.state],
    ...(reason
      ? {
          statusReason: {
            coding: [{ system: DOS_REASONS, ...DOS_REASON[reason] }],
            text: DECLINE_REASONS[reason],
          },
        }
      : {}),
    businessStatus: { text: STATE_NAMES[referral.state] },
    intent: 'order',
    code: { coding: [REFERRAL_TO_SOCIAL_PRESCRIBING] },
    focus: { reference: `ServiceRequest/${referral.id}` },
    for: { reference: `Patient/${referral.sentPersonId}` },
    authoredOn: referral.receivedAt.toISOString(),
    lastModified: ended.toISOString(),
  };
}

// Why the person is referred, in lines to be read: BaRS spreads it over the request, conditions, care plan, task, flags and notes.
import type { CarePlan, Condition, Patient, ServiceRequest, Task } from '@medplum/fhirtypes';
import type { Notes } from '../arrival.ts';
import type { Found, References } from '../message/references.ts';
import {
  conceptOrCode,
  type conceptWords,
  extensionOf,
  INTERVENTIONS,
  tidyLines,
  UK_CORE,
} from './concept.ts';
import { flagsOf, isFlagOf } from './languages.ts';
import { isMigrationFact } from './migration-facts.ts';

const CATEGORIES = 'https://fhir.nhs.uk/CodeSystem/message-category-servicerequest';
const LONGEST_REASON = 20_000;
const CUT = '\n(The rest is in the message as it was sent.)';

type About = {
  readonly request: Found<ServiceRequest>;
  readonly patient: Found<Patient>;
  readonly references: References;
  readonly notes: Notes;
};
type Concept = Parameters<typeof conceptWords>[0];

/** Lines with a label each. Coded facts about migration are left out and noted: they stay in the sealed message. */
export function readReason(about: About): string {
  const lines = [
    ...requestLines(about),
    ...conditionLines(about),
    ...planLines(about),
    ...flagLines(about),
    ...noteLines(about),
  ];
  const text = [...new Set(lines)].join('\n');
  if (text.length <= LONGEST_REASON) return text;
  about.notes.warn(
    'too-long',
    about.request.at,
    'The reasons are very long. What is shown is cut; the message is kept whole.',
  );
  return `${text.slice(0, LONGEST_REASON).replace(/\p{Surrogate}$/u, '')}${CUT}`;
}

const line = (label: string, text: string | null | undefined): readonly string[] =>
  text?.trim() ? [`${label}: ${tidyLines(text)}`] : [];

/** The words of a concept, unless they give away a fact about migration. */
function open(concept: Concept, at: string, notes: Notes): string | null {
  if (!isMigrationFact(concept)) return conceptOrCode(concept);
  notes.warn(
    'business-rule',
    at,
    'This coded fact about migration is kept in the sealed message only and shown to nobody.',
  );
  return null;
}

function requestLines({ request: { resource, at }, notes }: About): readonly string[] {
  const asked = [resource.code, ...(resource.orderDetail ?? [])].filter(
    concept => !concept?.coding?.some(c => c.system === INTERVENTIONS),
  );
  const source = extensionOf(
    resource,
    `${UK_CORE}Extension-UKCore-SourceOfServiceRequest`,
  )?.valueCodeableConcept;
  const priorityReason = extensionOf(
    resource,
    `${UK_CORE}Extension-UKCore-PriorityReason`,
  )?.valueCodeableConcept;
  return [
    ...(resource.reasonCode ?? []).flatMap((concept, place) =>
      line('Reason', open(concept, `${at}.reasonCode[${place}]`, notes)),
    ),
    ...(resource.reasonReference ?? []).flatMap(reference => line('Reason', reference.display)),
    ...asked.flatMap(concept => line('Asked for', concept && open(concept, `${at}.code`, notes))),
    ...(resource.category ?? []).flatMap(categoryLine),
    ...(resource.note ?? []).flatMap(note => line('Note', note.text)),
    ...line('Told to the person', resource.patientInstruction),
    ...(resource.supportingInfo ?? []).flatMap(reference => line('See also', reference.display)),
    ...line('Why this urgency', conceptOrCode(priorityReason)),
    ...line('Source of the referral', conceptOrCode(source)),
  ];
}

/** `referral` says nothing new; the use case and the words beside it do. */
function categoryLine(concept: NonNullable<ServiceRequest['category']>[number]): readonly string[] {
  const coding = concept.coding?.filter(each => each.system !== CATEGORIES) ?? [];
  return line('Kind of referral', conceptOrCode({ coding, ...(concept.text ? { text: concept.text } : {}) }));
}

/** True for a resource that says it is about somebody or something else than this person. */
function isAboutOther(
  { patient, references }: About,
  found: Found,
  subject: { reference?: string } | undefined,
): boolean {
  const of = references.resolve(subject, found);
  return of !== undefined && of.resource !== patient.resource;
}

function conditionLines(about: About): readonly string[] {
  return about.references.ofType('Condition').flatMap(found => {
    const condition: Condition = found.resource;
    const refuted = condition.verificationStatus?.coding?.some(
      c => c.code === 'refuted' || c.code === 'entered-in-error',
    );
    if (refuted || isAboutOther(about, found, condition.subject)) return [];
    const words = open(condition.code, `${found.at}.code`, about.notes);
    if (words === null) return [];
    return [...line('Problem', words), ...(condition.note ?? []).flatMap(note => line('Note', note.text))];
  });
}

function planLines(about: About): readonly string[] {
  const plans = about.references
    .ofType('CarePlan')
    .filter(found => !isAboutOther(about, found, found.resource.subject));
  const tasks = about.references
    .ofType('Task')
    .filter(found => !isAboutOther(about, found, found.resource.for));
  return [
    ...plans.flatMap(found => carePlanLines(found, about.notes)),
    ...tasks.flatMap(found => taskLines(found, about.notes)),
  ];
}

function carePlanLines({ resource, at }: Found<CarePlan>, notes: Notes): readonly string[] {
  return [
    ...line('Care plan', resource.title),
    ...line('Care plan', resource.description),
    ...(resource.activity ?? []).flatMap((activity, place) => [
      ...(activity.outcomeCodeableConcept ?? []).flatMap(concept =>
        line('Care plan', open(concept, `${at}.activity[${place}]`, notes)),
      ),
      ...line('Care plan', activity.detail?.description),
      ...(activity.progress ?? []).flatMap(note => line('Care plan', note.text)),
    ]),
    ...(resource.note ?? []).flatMap(note => line('Care plan', note.text)),
  ];
}

function taskLines({ resource, at }: Found<Task>, notes: Notes): readonly string[] {
  return [
    ...line('Asked for', open(resource.code, `${at}.code`, notes)),
    ...line('Asked for', resource.description),
    ...(resource.note ?? []).flatMap(note => line('Note', note.text)),
  ];
}

/** Safeguarding and other flags about the person; reasonable adjustments are shown with how to communicate. */
function flagLines({ patient, references, notes }: About): readonly string[] {
  return flagsOf(patient, references).flatMap(flag => {
    if (isFlagOf(flag, 'RA')) return [];
    const label = isFlagOf(flag, 'SG') ? 'SAFEGUARDING' : 'Flag';
    return line(label, open(flag.code, patient.at, notes));
  });
}

function noteLines(about: About): readonly string[] {
  return about.references.ofType('Communication').flatMap(found => {
    if (isAboutOther(about, found, found.resource.subject)) return [];
    return (found.resource.payload ?? []).flatMap(payload => line('Note', payload.contentString));
  });
}

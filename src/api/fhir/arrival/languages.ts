// Languages, interpreter and how to communicate: spoken and read apart, and "not said" never taken for "no".
import type { CodeableConcept, Extension, Flag, Patient, PatientCommunication } from '@medplum/fhirtypes';
import { type Answer, answered, findLanguage, languageName, unanswered } from '#kernel';
import type { PersonLanguage } from '#people';
import type { Notes } from '../arrival.ts';
import type { Found, References } from '../message/references.ts';
import { conceptOrCode, conceptWords, extensionOf, joined, UK_CORE } from './concept.ts';

const PROFICIENCY = 'http://hl7.org/fhir/StructureDefinition/patient-proficiency';
const INTERPRETER = 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired';
const NHS_COMMUNICATION = `${UK_CORE}Extension-UKCore-NHSCommunication`;
const CONTACT_PREFERENCE = `${UK_CORE}Extension-UKCore-ContactPreference`;
const HUMAN_LANGUAGE = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-HumanLanguage';
/** Examples of NHS England use the second as often as the first, which is the right one. */
const BCP_47 = new Set([
  'urn:ietf:bcp:47',
  'http://tools.ietf.org/html/bcp47',
  'https://tools.ietf.org/html/bcp47',
]);
const TAG = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/;
/** Codes of UK Core HumanLanguage that are ways of writing or signing along with speech, not languages. */
const FORMATS: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({ q1: 'Reads Braille', q5: 'Uses Makaton' }),
);

export type ReadCommunication = {
  readonly languages: readonly PersonLanguage[];
  readonly interpreter: Answer<boolean>;
  readonly needs: readonly string[];
};

type Draft = { readonly languages: PersonLanguage[]; readonly needs: string[]; interpreter: boolean | null };

export function readCommunication(
  patient: Found<Patient>,
  references: References,
  notes: Notes,
): ReadCommunication {
  const { resource, at } = patient;
  const draft: Draft = {
    languages: [],
    needs: [],
    interpreter: extensionOf(resource, INTERPRETER)?.valueBoolean ?? null,
  };
  resource.communication?.forEach((each, place) => {
    readOne(each, `${at}.communication[${place}]`, draft, notes);
  });
  for (const extension of resource.extension ?? []) {
    if (extension.url === NHS_COMMUNICATION) readRetired(extension, at, draft, notes);
    if (extension.url === CONTACT_PREFERENCE) draft.needs.push(...contactPreference(extension));
  }
  for (const contact of resource.contact ?? []) {
    const preference = extensionOf(contact, CONTACT_PREFERENCE);
    if (preference) draft.needs.push(...contactPreference(preference));
  }
  readFlags(patient, references, draft);
  return {
    languages: draft.languages,
    interpreter: draft.interpreter === null ? unanswered('not_asked') : answered(draft.interpreter),
    needs: [...new Set(draft.needs)],
  };
}

function readOne(communication: PatientCommunication, at: string, draft: Draft, notes: Notes): void {
  const proficiency = extensionOf(communication, PROFICIENCY);
  const modes =
    proficiency?.extension?.filter(part => part.url === 'type').map(part => part.valueCoding) ?? [];
  const level = proficiency?.extension?.find(part => part.url === 'level')?.valueCoding;
  addLanguage(
    communication.language,
    `${at}.language`,
    communication.preferred ?? false,
    modes.map(mode => mode?.code),
    draft,
    notes,
  );
  const label = conceptOrCode(communication.language);
  const words = joined(
    [
      level?.display ?? level?.code,
      joined(
        modes.map(mode => mode?.display ?? mode?.code),
        ', ',
      )?.toLowerCase(),
    ],
    ', ',
  );
  if (words && label) draft.needs.push(`${label}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`);
}

/** The extension that UK Core 2.0 retired and older systems still send. */
function readRetired(extension: Extension, at: string, draft: Draft, notes: Notes): void {
  const part = (url: string): Extension | undefined => extension.extension?.find(each => each.url === url);
  const language = part('language')?.valueCodeableConcept;
  if (language)
    addLanguage(language, `${at}.extension`, part('preferred')?.valueBoolean ?? false, [], draft, notes);
  const asked = part('interpreterRequired')?.valueBoolean;
  if (asked !== undefined) draft.interpreter = draft.interpreter ?? asked;
}

function addLanguage(
  concept: CodeableConcept | undefined,
  at: string,
  preferred: boolean,
  modes: readonly (string | undefined)[],
  draft: Draft,
  notes: Notes,
): void {
  const label = conceptWords(concept);
  const coding = concept?.coding?.find(
    ({ system, code }) => code && (BCP_47.has(system ?? '') || system === HUMAN_LANGUAGE),
  );
  const code = coding?.code;
  const format = coding?.system === HUMAN_LANGUAGE && code ? FORMATS.get(code) : undefined;
  if (format) {
    draft.needs.push(format);
    return;
  }
  const tag = tagOf(code, label);
  if (tag === null && label === null) {
    notes.warn('incomplete', at, 'The language has no code or words that can be read.');
    return;
  }
  if (tag === null) notes.warn('value', at, 'No BCP 47 code of a language was sent. The words are kept.');
  const language = tag ?? 'und';
  const shown = label ?? languageName(language);
  const written = modes.some(mode => mode === 'EWR' || mode === 'RWR');
  const spoken = modes.length === 0 || modes.some(mode => mode !== 'EWR' && mode !== 'RWR');
  if (spoken) draft.languages.push({ language, label: shown, use: 'speaks', preferred });
  if (written) draft.languages.push({ language, label: shown, use: 'reads', preferred });
}

/** The tag as sent when it is well formed, else of the language that the words name. */
function tagOf(code: string | undefined, label: string | null): string | null {
  if (code !== undefined && TAG.test(code)) {
    try {
      return Intl.getCanonicalLocales(code)[0] ?? null;
    } catch {
      return null;
    }
  }
  return findLanguage(code ?? '')?.tag ?? findLanguage(label ?? '')?.tag ?? null;
}

const MEALS: Readonly<Record<string, string>> = {
  MORN: 'in the morning',
  AFT: 'in the afternoon',
  EVE: 'in the evening',
  NIGHT: 'at night',
};

/** UK Core ContactPreference in sentences. */
function contactPreference({ extension }: Extension): readonly string[] {
  return (extension ?? []).flatMap(({ url, valueCodeableConcept, valueString, valueTiming }) => {
    const words = conceptOrCode(valueCodeableConcept) ?? valueString ?? null;
    if (url === 'PreferredContactMethod' && words) return [`Prefers contact by: ${words}`];
    if (url === 'PreferredWrittenCommunicationFormat' && words)
      return [`Needs written information as: ${words}`];
    if (url !== 'PreferredContactTimes') return [];
    const repeat = valueTiming?.repeat;
    const when = joined(
      [
        repeat?.dayOfWeek?.join(', '),
        repeat?.when?.map(each => MEALS[each] ?? each).join(', '),
        repeat?.timeOfDay?.join(', '),
      ],
      ' ',
    );
    const times = joined([words, conceptOrCode(valueTiming?.code), when], ' ');
    return times ? [`Best times for contact: ${times}`] : [];
  });
}

const FLAG_CATEGORIES = 'https://fhir.nhs.uk/CodeSystem/flag-categories-bars';
const NEEDS_INTERPRETER = /\binterpreter (needed|required)\b|\brequires .*interpret/i;

/** Reasonable adjustments travel as flags in BaRS and must be shown (BaRS core 1.4, individual requirements). */
function readFlags(patient: Found<Patient>, references: References, draft: Draft): void {
  for (const flag of flagsOf(patient, references)) {
    const words = conceptOrCode(flag.code);
    if (!words) continue;
    if (isFlagOf(flag, 'RA')) draft.needs.push(`Reasonable adjustment: ${words}`);
    if (NEEDS_INTERPRETER.test(words)) draft.interpreter = draft.interpreter ?? true;
  }
}

export const isFlagOf = (flag: Flag, category: string): boolean =>
  flag.category?.some(concept =>
    concept.coding?.some(c => c.system === FLAG_CATEGORIES && c.code === category),
  ) ?? false;

/** Active flags about the person, not about a place or an event. */
export const flagsOf = (patient: Found<Patient>, references: References): readonly Flag[] =>
  references
    .ofType('Flag')
    .filter(
      flag =>
        flag.resource.status === 'active' &&
        references.resolve(flag.resource.subject, flag)?.resource === patient.resource,
    )
    .map(flag => flag.resource);

// Small readings of FHIR data types: a concept in words, an extension by its address, a sentence from parts.
import type { CodeableConcept, Extension } from '@medplum/fhirtypes';

export const UK_CORE = 'https://fhir.hl7.org.uk/StructureDefinition/';
export const SNOMED = 'http://snomed.info/sct';
export const INTERVENTIONS = 'https://footbridge.example/CodeSystem/intervention';

/** Text and displays, each once: `Swollen abdomen (Abdominal distension, gaseous)`. Null when the concept has only codes. */
export function conceptWords(concept: CodeableConcept | undefined): string | null {
  const displays = [...new Set(concept?.coding?.flatMap(coding => coding.display?.trim() || []) ?? [])];
  const text = concept?.text?.trim();
  if (!text) return displays.join('; ') || null;
  const others = displays.filter(display => display.toLowerCase() !== text.toLowerCase());
  return others.length === 0 ? text : `${text} (${others.join('; ')})`;
}

/** As `conceptWords`, or the bare code when there are no words at all. */
export const conceptOrCode = (concept: CodeableConcept | undefined): string | null =>
  conceptWords(concept) ?? concept?.coding?.find(coding => coding.code)?.code ?? null;

type Extended = { readonly extension?: readonly Extension[] };

export const extensionOf = (element: Extended | undefined, url: string): Extension | undefined =>
  element?.extension?.find(extension => extension.url === url);

/** Parts that are there, joined; null when none is. */
export const joined = (parts: readonly (string | null | undefined)[], by: string): string | null =>
  parts.filter(part => part?.trim()).join(by) || null;

/** White space made single and trimmed; line breaks that senders write as `\n` or `/n` become real ones. */
export const tidyLines = (text: string): string =>
  text
    .replace(/\\r?\\?n|\/n/g, '\n')
    .split('\n')
    .map(line => line.replace(/\s+/g, ' ').trim())
    .filter(line => line !== '')
    .join('\n');

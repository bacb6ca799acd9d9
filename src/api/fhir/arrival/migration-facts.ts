// Coded facts about migration: kept in the sealed message only, whatever part of it carries them.
import type { CodeableConcept } from '@medplum/fhirtypes';
import { SNOMED } from './concept.ts';

/** SNOMED CT ids of immigration status, country of birth and entry to the UK, seen in NHS guides and OpenSAFELY code lists. */
const CODES: ReadonlySet<string> = new Set(
  `390790000 389298001 390033009 446654005 161157008 389297006 728651000000101 728611000000100 728621000000106 728631000000108
  729851000000109 748241000000103 728641000000104 937011000000100 720301000000108 224619008 781031000000101 450768005
  811031000000102 832501000000104 811111000000106 160702009 160509003 137906009 161158003 138429005 413323004 306211000000109
  306221000000103 306231000000101 1085811000000100 1352008001 198311000000106 213261000000106 213271000000104 416625007
  185711000000100 34051000087100 315354004 860021000000109 1874651000000105`.split(/\s+/),
);

/** Words of a coded term that give such a fact away when its id is not in the list. Free text is never searched. */
const WORDS =
  /\b(asylum|refugees?|immigra\w*|migrants?|leave to remain|humanitarian protection|visa|born in|country of birth|place of birth|citizenship|nationality|overseas visitor|entry to (the )?united kingdom|no recourse to public funds)\b/i;

export const isMigrationFact = (concept: CodeableConcept | undefined): boolean =>
  concept?.coding?.some(
    ({ system, code, display }) =>
      (system === SNOMED && code !== undefined && CODES.has(code)) || WORDS.test(display ?? ''),
  ) ?? false;

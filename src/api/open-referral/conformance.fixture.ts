// Holds answers to the published schemas of Open Referral UK 3.0 and HSDS 3.0 and 3.1.
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const SCHEMAS = new URL('../../../seeds/open-referral/schemas/', import.meta.url);

/** @returns what a body breaks in the schema of that name; the schemas carry words of their own, so strict mode is off. */
export function openStandard(standard: 'oruk-3.0' | 'hsds-3.0' | 'hsds-3.1') {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  const folder = new URL(`${standard}/`, SCHEMAS);
  for (const file of readdirSync(folder))
    if (file.endsWith('.json.gz'))
      ajv.addSchema(
        JSON.parse(gunzipSync(readFileSync(new URL(file, folder))).toString()) as object,
        `https://schemas.invalid/${file.slice(0, -3)}`,
      );
  return (name: string, body: unknown): string[] => {
    const validate = ajv.getSchema(`https://schemas.invalid/${name}.json`);
    if (!validate) throw new Error(`${standard} has no ${name}`);
    return validate(body)
      ? []
      : (validate.errors ?? []).map(error => `${name}${error.instancePath} ${error.message}`);
  };
}

/** The kinds of records as the addresses call them, and as the schemas do. */
export const RECORDS = {
  services: 'service',
  service_at_locations: 'service_at_location',
  organizations: 'organization',
  taxonomies: 'taxonomy',
  taxonomy_terms: 'taxonomy_term',
} as const;

// The published schemas, compiled once, and what an answer breaks in them.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { StandardName } from './standard.ts';

export type Problem = { readonly pointer: string; readonly says: string };

export type Schemas = {
  /** @param name `service`, `service_list`, … as the files are called. */
  problems(name: string, body: unknown): readonly Problem[];
};

/** Sentences about one answer. */
const MOST_PROBLEMS = 500;
/** Values in an answer. All problems of a larger one could fill the memory: of those only the first is told. */
const MOST_VALUES = 200_000;
const ROOM = 'https://schemas.invalid/';

/** Filled on first use and never changed: compiling a standard takes up to a second. */
const opened = new Map<StandardName, Schemas>();

export function openSchemas(standard: StandardName): Schemas {
  const known = opened.get(standard);
  if (known) return known;
  const [all, first] = [compiler(standard, true), compiler(standard, false)];
  const schemas: Schemas = {
    problems(name, body) {
      const validate = (valuesIn(body, MOST_VALUES) >= MOST_VALUES ? first : all)(name);
      return validate(body) ? [] : (validate.errors ?? []).slice(0, MOST_PROBLEMS).map(problemOf);
    },
  };
  opened.set(standard, schemas);
  return schemas;
}

/** Gives the check of a schema by its name; each is compiled when it is first asked for. */
function compiler(standard: StandardName, allErrors: boolean): (name: string) => ValidateFunction {
  const compiled = new Map<string, ValidateFunction>();
  let ajv: Ajv | Ajv2020 | null = null;
  return name => {
    const known = compiled.get(name);
    if (known) return known;
    ajv ??= makeAjv(standard, allErrors);
    const made = ajv.getSchema(`${ROOM}${name}.json`) ?? ajv.compile(pageOf(name));
    compiled.set(name, made as ValidateFunction);
    return made as ValidateFunction;
  };
}

/** Counts no further than `most`. */
function valuesIn(body: unknown, most: number): number {
  let count = 0;
  const open: unknown[] = [body];
  while (open.length > 0 && count < most) {
    const value = open.pop();
    count += 1;
    if (typeof value === 'object' && value !== null)
      for (const inner of Object.values(value)) {
        open.push(inner);
        if (count + open.length >= most) return most;
      }
  }
  return count;
}

/** The schemas carry words of their own (`core`, `constraints`, `datapackage_type`), so strict mode is off. */
function makeAjv(standard: StandardName, allErrors: boolean): Ajv | Ajv2020 {
  const options = { strict: false, allErrors, logger: false } as const;
  // 1.0 declares draft-07; the others declare nothing and are read as 2020-12.
  const ajv = standard === 'oruk-1.0' ? new Ajv(options) : new Ajv2020(options);
  addFormats.default(ajv);
  const folder = fileURLToPath(new URL(`../../../seeds/open-referral/schemas/${standard}/`, import.meta.url));
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('.json.gz')) continue;
    const schema = JSON.parse(gunzipSync(readFileSync(`${folder}${file}`)).toString('utf8')) as object;
    ajv.addSchema(schema, `${ROOM}${file.slice(0, -3)}`);
  }
  return ajv;
}

/** HSDS has no page schemas of its own: a page is an envelope around its records, which refer to each other's files. */
const pageOf = (name: string): object => ({
  $id: `${ROOM}page-of-${name}`,
  type: 'object',
  ...(name === 'api_details'
    ? {
        properties: { version: { type: 'string' }, profile: URI, openapi_url: URI },
        required: ['version', 'profile', 'openapi_url'],
      }
    : {
        properties: {
          contents: {
            type: 'array',
            items: { $ref: `${ROOM}${name.replace(/_list$/, '')}.json` },
          },
        },
      }),
});
const URI = { type: 'string', format: 'uri' };

function problemOf(error: ErrorObject): Problem {
  const { keyword, params, instancePath: pointer } = error;
  switch (keyword) {
    case 'required':
      return { pointer, says: `${params.missingProperty} is missing` };
    case 'format':
      return { pointer, says: `is not in the form of ${params.format}` };
    case 'enum':
      return { pointer, says: `is none of ${JSON.stringify(params.allowedValues)}` };
    case 'type':
      return { pointer, says: `is not of type ${[params.type].flat().join(' or ')}` };
    default:
      return { pointer, says: error.message ?? keyword };
  }
}

// The description of this interface (OpenAPI 3.1), made from the same tables that answer it: resources, parameters, shapes.
import { z } from 'zod';
import { PARAMETERS, type ParameterName } from './parameters.ts';
import { RESOURCES, type Resource } from './resources.ts';
import { ENUMS, type Field, fieldOf, SHAPES, type ShapeName, shapeNamed } from './shapes.ts';

export const BASE = '/open-referral/v3';

type Described = { readonly [name: string]: unknown };
export type About = { readonly base: string; readonly version: string };

const ref = (kind: 'schemas' | 'parameters' | 'responses', name: string): Described => ({
  $ref: `#/components/${kind}/${name}`,
});

export function openApi({ base, version }: About): Described {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Footbridge directory of services',
      version,
      summary: 'Open Referral UK 3.0 with the fields of HSDS 3.x',
      description:
        'Services that people can be sent to. Every entry names its source and licence in footbridge_source: keep both with copies. ' +
        'Addresses of confidential places and staff of providers are never here. Lists can be asked by POST so that what is searched stays out of addresses.',
    },
    servers: [{ url: base }],
    paths: Object.fromEntries([
      ['/', { get: describing() }],
      ['/openapi.json', { get: self() }],
      ...RESOURCES.flatMap(pathsOf),
    ]),
    components: {
      schemas: {
        ...Object.fromEntries((Object.keys(SHAPES) as ShapeName[]).map(name => [name, schemaOf(name)])),
        problem: PROBLEM,
      },
      parameters: Object.fromEntries(
        (Object.keys(PARAMETERS) as ParameterName[]).map(name => [name, parameterOf(name)]),
      ),
      responses: {
        bad_parameter: problem('A parameter cannot be used; the answer names it.'),
        not_found: problem('There is no such record.'),
        too_many: problem('Too many requests; Retry-After says how many seconds to wait.'),
        not_modified: { description: 'Nothing has changed since the ETag in If-None-Match.' },
      },
    },
  };
}

const PROBLEM: Described = {
  type: 'object',
  required: ['status', 'detail'],
  properties: {
    status: { type: 'integer' },
    detail: { type: 'string' },
    parameter: { type: 'string', description: 'The parameter that cannot be used.' },
  },
};

const problem = (description: string): Described => ({
  description,
  content: { 'application/problem+json': { schema: ref('schemas', 'problem') } },
});

const answer = (description: string, schema: Described): Described => ({
  description,
  content: { 'application/json': { schema } },
});

const describing = (): Described => ({
  operationId: 'getDescription',
  summary: 'What this interface is',
  responses: {
    200: answer('Version, profile and where this description is.', {
      type: 'object',
      required: ['version', 'profile', 'openapi_url'],
      properties: {
        version: { type: 'string' },
        profile: { type: 'string', format: 'uri' },
        openapi_url: { type: 'string', format: 'uri' },
        footbridge_version: { type: 'string' },
      },
    }),
    429: ref('responses', 'too_many'),
  },
});

const self = (): Described => ({
  operationId: 'getOpenApi',
  summary: 'This description',
  responses: { 200: answer('OpenAPI 3.1.', { type: 'object' }), 429: ref('responses', 'too_many') },
});

function pathsOf(resource: Resource): readonly (readonly [string, Described])[] {
  const { path, parameter, one, byId } = resource;
  const id = {
    name: parameter,
    in: 'path',
    required: true,
    description: `Id of the ${one}.`,
    schema: { type: 'string', format: 'uuid' },
  };
  const whole = resource.shape({ full: true });
  const get: Described = {
    operationId: `get_${path}_by_id`,
    summary: `One ${one} with everything nested`,
    parameters: [id, ...byId.map(name => ref('parameters', name))],
    responses: {
      200: answer(`The ${one}.`, ref('schemas', whole)),
      304: ref('responses', 'not_modified'),
      400: ref('responses', 'bad_parameter'),
      404: ref('responses', 'not_found'),
      429: ref('responses', 'too_many'),
    },
  };
  return [
    [`/${path}`, { get: listing(resource), post: asking(resource) }],
    [`/${path}/{${parameter}}`, { get }],
  ];
}

const listing = (resource: Resource): Described => ({
  operationId: `get_${resource.path}`,
  summary: `List of ${resource.many}`,
  parameters: resource.list.map(name => ref('parameters', name)),
  responses: { ...listed(resource), 304: ref('responses', 'not_modified') },
});

/** The same list with its parameters in the body. */
function asking(resource: Resource): Described {
  const schema = {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(resource.list.map(name => [name, readAs(name)])),
  };
  return {
    operationId: `post_${resource.path}`,
    summary: `List of ${resource.many}, with what is asked kept out of the address`,
    requestBody: {
      required: false,
      content: { 'application/json': { schema }, 'application/x-www-form-urlencoded': { schema } },
    },
    responses: listed(resource),
  };
}

function listed({ shape, many, list }: Resource): Described {
  const shapes = [
    ...new Set([
      shape({}),
      ...(list.includes('minimal') ? [shape({ minimal: true })] : []),
      shape({ full: true }),
    ]),
  ];
  const [only] = shapes;
  const record =
    shapes.length === 1 && only ? ref('schemas', only) : { anyOf: shapes.map(name => ref('schemas', name)) };
  return {
    200: {
      description: `A page of ${many}; with format=ndjson all of them, one a line.`,
      content: {
        'application/json': { schema: envelope(record) },
        'application/x-ndjson': { schema: record },
      },
    },
    400: ref('responses', 'bad_parameter'),
    429: ref('responses', 'too_many'),
  };
}

const COUNTS = ['total_items', 'total_pages', 'page_number', 'size'] as const;
const FLAGS = ['first_page', 'last_page', 'empty'] as const;

const envelope = (items: Described): Described => ({
  type: 'object',
  required: [...COUNTS, ...FLAGS, 'contents'],
  properties: {
    ...Object.fromEntries(COUNTS.map(name => [name, { type: 'integer', minimum: 0 }])),
    ...Object.fromEntries(FLAGS.map(name => [name, { type: 'boolean' }])),
    contents: { type: 'array', items },
  },
});

/** Without the description, which stands beside it. */
function readAs(name: ParameterName): Described {
  const {
    $schema: _,
    description: __,
    ...schema
  } = z.toJSONSchema(PARAMETERS[name], { io: 'input' }) as Described;
  return schema;
}

const parameterOf = (name: ParameterName): Described => ({
  name,
  in: 'query',
  required: false,
  description: PARAMETERS[name].meta()?.description,
  schema: readAs(name),
});

const schemaOf = (name: ShapeName): Described => {
  const fields = Object.entries(shapeNamed(name)).map(
    ([field, spec]) => [field, fieldOf(field, spec)] as const,
  );
  return {
    type: 'object',
    required: fields.filter(([, { required }]) => required).map(([field]) => field),
    properties: Object.fromEntries(fields.map(([field, spec]) => [field, valueSchema(spec)])),
  };
};

const KINDS: Readonly<Record<string, Described>> = {
  uuid: { type: 'string', format: 'uuid' },
  url: { type: 'string', format: 'uri' },
  uri: { type: 'string', format: 'uri' },
  email: { type: 'string', format: 'email' },
  day: { type: 'string', format: 'date' },
  time: { type: 'string', pattern: '^[0-2][0-9]:[0-5][0-9]$' },
  instant: { type: 'string', format: 'date-time' },
  number: { type: 'number' },
  digits: { type: 'number' },
  flag: { type: 'boolean' },
  texts: { type: 'array', items: { type: 'string' } },
};

function valueSchema({ kind, nested }: Field): Described {
  if (nested === 'one') return ref('schemas', kind);
  if (nested === 'many') return { type: 'array', items: ref('schemas', kind) };
  const words = ENUMS[kind];
  return words ? { type: 'string', enum: words } : (KINDS[kind] ?? { type: 'string' });
}

// The description of the interface says what the interface does: every route, parameter and answer, checked against real answers.
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { routes } from '#app';
import { openTestApp } from '../../../test/app.ts';
import { PARAMETERS } from './parameters.ts';
import { addPublishedEntries } from './published.fixture.ts';

const test = await openTestApp();
beforeAll(() => addPublishedEntries(test));
const get = (path: string) => test.app.inject({ method: 'GET', url: `/open-referral/v3${path}` });

type Loose = { readonly [name: string]: Loose };
type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly Loose[];
  readonly requestBody?: { readonly content: Loose };
  readonly responses: Record<string, Loose>;
};
const { document, ajv } = await (async () => {
  const described = (await get('/openapi.json')).json();
  const validator = new Ajv2020({ strict: false, allErrors: true, logger: false });
  addFormats.default(validator);
  validator.addSchema({ $id: 'https://openapi.invalid/', ...described });
  return { document: described, ajv: validator };
})();
const paths = document.paths as Record<string, Record<string, Operation>>;
const operations = Object.entries(paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
);

/** What a JSON pointer of the document leads to. */
const at = (pointer: string): Loose | undefined =>
  pointer
    .replace(/^#\//, '')
    .split('/')
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<Loose | undefined>((value, part) => value?.[part], document as Loose);

function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner),
  );
}

describe('the document', () => {
  it('is OpenAPI 3.1 with what that requires', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/);
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    expect(new URL(document.servers[0].url).pathname).toBe('/open-referral/v3');
    for (const path of Object.keys(paths)) expect(path).toMatch(/^\//);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const name of Object.values(document.components).flatMap(kind => Object.keys(kind as object)))
      expect(name).toMatch(/^[\w.-]+$/);
  });

  it('has no reference that leads nowhere, and nothing nobody refers to', () => {
    const refs = refsIn(document);
    expect(refs.length).toBeGreaterThan(100);
    expect(refs.filter(ref => at(ref) === undefined)).toEqual([]);
    const named = Object.entries(document.components).flatMap(([kind, all]) =>
      Object.keys(all as object).map(name => `#/components/${kind}/${name}`),
    );
    expect(named.filter(name => !refs.includes(name))).toEqual([]);
  });

  it('describes each address of the route table and no other', () => {
    const served = routes
      .filter(({ path }) => path.startsWith('/open-referral/v3/'))
      .map(
        ({ method, path }) => `${method} ${path.replace('/open-referral/v3', '').replace(/:(\w+)/, '{$1}')}`,
      );
    const described = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(described.sort()).toEqual(served.sort());
  });

  it('describes each parameter, and those of an address', () => {
    expect(Object.keys(document.components.parameters).sort()).toEqual(Object.keys(PARAMETERS).sort());
    for (const parameter of Object.values(document.components.parameters as Record<string, Loose>)) {
      expect(parameter).toMatchObject({
        in: 'query',
        required: false,
        description: expect.stringMatching(/\w{3}/),
      });
      expect(parameter.schema?.type, String(parameter.name)).toMatch(/^(string|integer|number|boolean)$/);
    }
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1]);
      const told = (operation.parameters ?? []).filter(one => String(one.in) === 'path');
      expect(told.map(({ name }) => String(name))).toEqual(inPath);
      for (const one of told) expect(one).toMatchObject({ required: true });
    }
  });

  it('every schema in it can be compiled', () => {
    for (const name of Object.keys(document.components.schemas))
      expect(() =>
        ajv.compile({ $ref: `https://openapi.invalid/#/components/schemas/${name}` }),
      ).not.toThrow();
    for (const { operation } of operations)
      for (const { schema } of Object.values((operation.requestBody?.content ?? {}) as Record<string, Loose>))
        expect(schema?.properties).toBeDefined();
  });
});

describe('answers fit what it says of them:', () => {
  const expectDescribed = (path: string, method: string, status: number, type: string, body: unknown) => {
    const response = paths[path]?.[method]?.responses[status];
    const pointer = response?.$ref
      ? `${String(response.$ref)}/content/${type.replaceAll('/', '~1')}/schema`
      : `#/paths/${path.replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}/${method}/responses/${status}/content/${type.replaceAll('/', '~1')}/schema`;
    const validate = ajv.compile({ $ref: `https://openapi.invalid/${pointer}` });
    validate(body);
    expect(validate.errors ?? [], `${method} ${path} ${status}`).toEqual([]);
  };
  const lists = Object.keys(paths).filter(path => paths[path]?.post);

  it('finds wrong ones', () => {
    expect(() => expectDescribed('/services', 'get', 200, 'application/json', { contents: [] })).toThrow();
    expect(() => expectDescribed('/', 'get', 200, 'application/json', {})).toThrow();
  });

  it('the description', async () =>
    expectDescribed('/', 'get', 200, 'application/json', (await get('/')).json()));

  it.each(lists)('%s', async path => {
    const flags = ['', '?full=true', '?minimal=true'].filter(query => {
      const name = query.slice(1).split('=')[0] ?? '';
      const told = (paths[path]?.get?.parameters ?? []).map(one => String(one.$ref));
      return name === '' || told.includes(`#/components/parameters/${name}`);
    });
    for (const query of flags) {
      const { contents, ...page } = (await get(`${path}${query}`)).json();
      expect(contents.length).toBeGreaterThan(1);
      expectDescribed(path, 'get', 200, 'application/json', { ...page, contents });
      expectDescribed(path, 'post', 200, 'application/json', { ...page, contents });
      for (const one of contents) expectDescribed(path, 'get', 200, 'application/x-ndjson', one);
    }
    const byId = Object.keys(paths).find(other => other.startsWith(`${path}/{`)) ?? '';
    for (const { id } of (await get(path)).json().contents)
      expectDescribed(byId, 'get', 200, 'application/json', (await get(`${path}/${id}`)).json());
    expectDescribed(byId, 'get', 404, 'application/problem+json', (await get(`${path}/x`)).json());
    expectDescribed(path, 'get', 400, 'application/problem+json', (await get(`${path}?page=0`)).json());
  });
});

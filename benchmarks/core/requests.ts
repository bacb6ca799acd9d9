// The jobs that are measured: how one request of each looks, to Footbridge and to the floor, and what answer is right.

/** Who asks and about whom; made by prepare.ts, read by the load process. */
export type Material = {
  readonly organisationId: string;
  readonly referrers: readonly Visitor[];
  readonly workers: readonly (Visitor & { readonly people: readonly string[] })[];
  readonly clients: readonly { readonly token: string; readonly people: readonly string[] }[];
  /** A referral message whose id stands as MESSAGE_ID. */
  readonly message: string;
};

export type Visitor = { readonly accountId: string; readonly cookie: string; readonly csrfToken: string };

export const MESSAGE_ID = 'MESSAGE-ID-OF-ITS-OWN';

export type Target = 'footbridge' | 'floor';
export type Expected = { readonly status: number; readonly location?: RegExp };
/** `place` counts within one order, `count` over all of them. */
export type RequestMaker = (place: number, count: number) => { request: string; expects: Expected };

type Asked = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly type?: string;
  readonly body?: string;
  readonly expects: Expected;
};
type Given = {
  readonly material: Material;
  readonly ids: readonly string[];
  readonly place: number;
  readonly count: number;
};

export type Job = {
  readonly name: string;
  readonly words: string;
  /** For information; measured with 8 callers. */
  readonly target?: { readonly perSecond: number; readonly p95?: number };
  /** Uses up one prepared draft a request. */
  readonly drafts?: boolean;
  readonly footbridge: (given: Given) => Asked;
  readonly floor: (given: Given) => Asked;
};

const FORM = 'application/x-www-form-urlencoded';
const FHIR = 'application/fhir+json';
const OK: Expected = { status: 200 };
/** A request number is spread over everybody first, and then over everybody's people. */
const pick = <Item>(items: readonly Item[], number: number): Item => {
  const item = items[number % items.length];
  if (item === undefined) throw new Error('there is nobody to ask as');
  return item;
};
const workerOf = ({ material, count }: Given) => pick(material.workers, count);
const personOf = (given: Given) =>
  pick(workerOf(given).people, Math.floor(given.count / given.material.workers.length));
const clientOf = ({ material, count }: Given) => pick(material.clients, count);
const patientOf = (given: Given) =>
  pick(clientOf(given).people, Math.floor(given.count / given.material.clients.length));
const draftOf = ({ ids, place }: Given) => pick(ids, place);
/** Sixteen hexadecimal digits that no other request of this run has. */
const RUN = Date.now().toString(16);
const messageOf = ({ material, count }: Given) => material.message.replaceAll(MESSAGE_ID, `${RUN}-${count}`);

const CONTACT = new URLSearchParams({
  when: 'yesterday',
  time: '10:15',
  mode: 'telephone',
  reached: 'reached',
  minutes: '35',
  interpreting: 'professional',
  'interpreter-language': 'Tigrinya',
  'interpreter-reason': '',
  note: 'Talked about the English class and the letter from the surgery. Will go along on Tuesday.',
  next: 'week',
  'next-kind': 'follow_up',
  'next-title': 'Ring to hear how the class was',
}).toString();

export const JOBS: readonly Job[] = [
  {
    name: 'caseload',
    words: 'caseload page, people and exact total',
    target: { perSecond: 500, p95: 25 },
    footbridge: given => page('/caseload', workerOf(given)),
    floor: given => ({ method: 'GET', path: `/caseload/${workerOf(given).accountId}`, expects: OK }),
  },
  {
    name: 'person',
    words: "a person's record, page",
    footbridge: given => page(`/people/${personOf(given)}`, workerOf(given)),
    floor: given => ({ method: 'GET', path: `/people/${personOf(given)}`, expects: OK }),
  },
  {
    name: 'patient',
    words: "a person's record, FHIR, audited",
    target: { perSecond: 2000 },
    footbridge: given => ({
      method: 'GET',
      path: `/fhir/R4/Patient/${patientOf(given)}`,
      headers: { authorization: `Bearer ${clientOf(given).token}` },
      expects: OK,
    }),
    floor: given => ({ method: 'GET', path: `/patients/${patientOf(given)}`, expects: OK }),
  },
  {
    name: 'contact',
    words: 'record a contact and the next step, form',
    target: { perSecond: 800 },
    footbridge: given => {
      const worker = workerOf(given);
      const person = personOf(given);
      const expects = { status: 303, location: new RegExp(`^/people/${person}(\\?|$)`) };
      return { ...form(`/people/${person}/contacts/new`, worker, CONTACT), expects };
    },
    floor: given => ({
      method: 'POST',
      path: `/people/${personOf(given)}/contacts/${workerOf(given).accountId}`,
      type: FORM,
      body: CONTACT,
      expects: { status: 303 },
    }),
  },
  {
    name: 'form',
    words: 'take a referral, form',
    target: { perSecond: 500, p95: 25 },
    drafts: true,
    footbridge: given => {
      const path = `/refer/draft/${draftOf(given)}`;
      const expects = { status: 303, location: new RegExp(`^${path}/sent$`) };
      return { ...form(`${path}/check`, pick(given.material.referrers, given.place), ''), expects };
    },
    floor: given => ({
      method: 'POST',
      path: `/drafts/${draftOf(given)}`,
      type: FORM,
      body: '',
      expects: { status: 303 },
    }),
  },
  {
    name: 'bundle',
    words: 'take a referral, FHIR bundle',
    target: { perSecond: 500, p95: 25 },
    footbridge: given => ({
      method: 'POST',
      path: '/fhir/R4/',
      headers: {
        authorization: `Bearer ${clientOf(given).token}`,
        'x-request-id': `${RUN}-${given.count}`,
        'x-correlation-id': `${RUN}-${given.count}`,
      },
      type: FHIR,
      body: messageOf(given),
      expects: { status: 201, location: /\/ServiceRequest\// },
    }),
    floor: given => ({
      method: 'POST',
      path: '/messages',
      type: FHIR,
      body: messageOf(given),
      expects: { status: 201 },
    }),
  },
];

const page = (path: string, { cookie }: Visitor): Asked => ({
  method: 'GET',
  path,
  headers: { cookie },
  expects: OK,
});

const form = (path: string, { cookie, csrfToken }: Visitor, fields: string): Omit<Asked, 'expects'> => ({
  method: 'POST',
  path,
  headers: { cookie },
  type: FORM,
  body: `_csrf=${encodeURIComponent(csrfToken)}&${fields}`,
});

/** Makes the bytes of each request of a job. */
export function requestMaker(
  name: string,
  target: Target,
  material: Material,
  ids: readonly string[],
): RequestMaker {
  const job = JOBS.find(each => each.name === name);
  if (!job) throw new Error(`there is no job ${name}`);
  return (place, count) => {
    const asked = job[target]({ material, ids, place, count });
    return { request: textOf(asked), expects: asked.expects };
  };
}

function textOf({ method, path, headers = {}, type, body }: Asked): string {
  const lines = [`${method} ${path} HTTP/1.1`, 'host: 127.0.0.1'];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  if (body !== undefined) lines.push(`content-type: ${type}`, `content-length: ${Buffer.byteLength(body)}`);
  return `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`;
}

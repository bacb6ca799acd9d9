// Something the operator can mend: one sentence that says what to do, and never a stack trace.

export class Complaint extends Error {}

type Sentence = (where: string, setting: string) => string;

const CODES: Record<string, Sentence> = {
  ECONNREFUSED: (where, setting) =>
    `No PostgreSQL server answers at ${where}. Start it, or correct ${setting}.`,
  ENOTFOUND: (where, setting) =>
    `The host in ${setting} (${where}) cannot be found. Check its spelling and the network.`,
  EAI_AGAIN: (where, setting) =>
    `The host in ${setting} (${where}) cannot be looked up just now. Check the network.`,
  ETIMEDOUT: where => `PostgreSQL at ${where} does not answer in time. Check the address and the firewall.`,
  ENOENT: (where, setting) =>
    `There is no PostgreSQL socket at ${where}. Start the server, or correct ${setting}.`,
  '28P01': (where, setting) => `PostgreSQL at ${where} refused the user or the password in ${setting}.`,
  '28000': (where, setting) => `PostgreSQL at ${where} refused the user in ${setting}.`,
  '3D000': (where, setting) =>
    `The database named in ${setting} does not exist at ${where}. Create it first: createdb footbridge`,
  '42501': (_where, setting) =>
    `The user in ${setting} may not do this. It must own the database and may need CREATEROLE to make the role footbridge_app.`,
  '53300': where => `PostgreSQL at ${where} has no connection left. Allow more, or lower FOOTBRIDGE_POOL.`,
  '57P03': where => `PostgreSQL at ${where} is starting or stopping. Try again in a moment.`,
  '25006': (where, setting) =>
    `The database at ${where} can only be read. ${setting} must name the one that is written to, not a copy of it.`,
};

/** What `pg` itself says, without a code. */
const WORDS: readonly [RegExp, Sentence][] = [
  [
    /does not support SSL/,
    (where, setting) =>
      `PostgreSQL at ${where} does not encrypt. Switch TLS on there, or take sslmode out of ${setting}.`,
  ],
  [/^timeout expired$/, where => CODES.ETIMEDOUT?.(where, '') ?? ''],
];

const CERTIFICATE = /CERT|VERIFY_LEAF/;

/** The error as a sentence if it is a known trouble with the database, else itself. Never quotes a password. */
export function databaseComplaint(error: unknown, url: string, setting = 'DATABASE_URL'): unknown {
  const { message = '', syscall, path } = error as { message?: string; syscall?: string; path?: string };
  const code = codeOf(error) ?? '';
  if (syscall === 'open') return new Complaint(`The file ${path}, named in ${setting}, cannot be read.`);
  if (CERTIFICATE.test(code))
    return new Complaint(
      `The certificate of PostgreSQL at ${whereOf(url)} cannot be trusted (${code}). Name who signed it in ${setting}: sslrootcert=FILE`,
    );
  const sentence = CODES[code] ?? WORDS.find(([words]) => words.test(message))?.[1];
  return sentence ? new Complaint(sentence(whereOf(url), setting)) : error;
}

/** The code of the system or of PostgreSQL; of several errors (one an address of a host), the first one's. */
export function codeOf(error: unknown): string | undefined {
  const { code, errors } = error as { code?: string; errors?: { code?: string }[] };
  return code ?? errors?.[0]?.code;
}

export function whereOf(url: string): string {
  const { hostname, port, searchParams } = new URL(url);
  return searchParams.get('host') ?? (hostname ? `${hostname}:${port || '5432'}` : 'the default socket');
}

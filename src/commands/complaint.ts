// Something the operator can mend: one sentence that says what to do, and never a stack trace.

export class Complaint extends Error {}

const CODES: Record<string, (where: string) => string> = {
  ECONNREFUSED: where => `No PostgreSQL server answers at ${where}. Start it, or correct DATABASE_URL.`,
  ENOTFOUND: where =>
    `The host in DATABASE_URL (${where}) cannot be found. Check its spelling and the network.`,
  EAI_AGAIN: where => `The host in DATABASE_URL (${where}) cannot be looked up just now. Check the network.`,
  ETIMEDOUT: where => `PostgreSQL at ${where} does not answer in time. Check the address and the firewall.`,
  ENOENT: where => `There is no PostgreSQL socket at ${where}. Start the server, or correct DATABASE_URL.`,
  '28P01': where => `PostgreSQL at ${where} refused the password in DATABASE_URL.`,
  '28000': where => `PostgreSQL at ${where} refused the user in DATABASE_URL.`,
  '3D000': where =>
    `The database named in DATABASE_URL does not exist at ${where}. Create it first: createdb footbridge`,
  '42501': () =>
    'The user in DATABASE_URL may not do this. It must own the database and may need CREATEROLE to make the role footbridge_app.',
};

/** The error as a sentence if it is a known trouble with the database, else itself. Never quotes a password. */
export function databaseComplaint(error: unknown, url: string): unknown {
  const code = codeOf(error);
  const sentence = code ? CODES[code] : undefined;
  return sentence ? new Complaint(sentence(whereOf(url))) : error;
}

/** The code of the system or of PostgreSQL; of several errors (one an address of a host), the first one's. */
export function codeOf(error: unknown): string | undefined {
  const { code, errors } = error as { code?: string; errors?: { code?: string }[] };
  return code ?? errors?.[0]?.code;
}

export function whereOf(url: string): string {
  const { hostname, port, searchParams } = new URL(url);
  return hostname ? `${hostname}:${port || '5432'}` : (searchParams.get('host') ?? 'the default socket');
}

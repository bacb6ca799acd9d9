// The settings of this process, read once from the environment; a bad value is one clear sentence, never a stack trace.
import { z } from 'zod';
import { type Done, done } from './outcome.ts';

export type OidcConfig = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Values of `acr` or `amr` that show the other service asked for a second factor; none unless configured. */
  readonly secondFactor: readonly string[];
};

export type Config = {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** Where people reach this service; `https` switches on secure cookies and strict transport. */
  readonly origin: string;
  readonly dataFolder: string;
  readonly databaseUrl: string | null;
  readonly appDatabaseUrl: string | null;
  /** Null until a demonstration has made its own (see main.ts). At least 32 characters. */
  readonly secret: string | null;
  /** The secret before the last change, so that what it sealed can still be opened. */
  readonly oldSecret: string | null;
  readonly oidc: OidcConfig | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly poolSize: number;
  readonly rateLimits: boolean;
};

/** PostgreSQL addresses may leave the host out (`postgres://user@/name?host=/socket/folder`); the web's URL rules do not. */
const databaseUrl = z
  .string()
  .transform(text => text.replace(/^(postgres(?:ql)?:\/\/[^/@]*@)\//, '$1localhost/'))
  .pipe(z.url({ protocol: /^postgres(ql)?$/ }))
  .optional();

/** Words to begin with. One letter again and again is told by how few there are: a secret of chance may begin with any. */
const KNOWN_WEAK = /^(change-?me|secret|password|default|example)/i;

const environment = z.object({
  NODE_ENV: z.enum(['production', 'demonstration', 'development', 'test']).optional(),
  HOST: z.string().min(1).optional(),
  PORT: z.coerce.number().int().min(0).max(65535).optional(),
  FOOTBRIDGE_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  FOOTBRIDGE_DATA: z.string().min(1).optional(),
  DATABASE_URL: databaseUrl,
  FOOTBRIDGE_APP_DATABASE_URL: databaseUrl,
  FOOTBRIDGE_SECRET: z.string().min(32).optional(),
  FOOTBRIDGE_OLD_SECRET: z.string().min(32).optional(),
  FOOTBRIDGE_OIDC_ISSUER: z.url().optional(),
  FOOTBRIDGE_OIDC_CLIENT_ID: z.string().min(1).optional(),
  FOOTBRIDGE_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  FOOTBRIDGE_OIDC_SECOND_FACTOR: z.string().optional(),
  FOOTBRIDGE_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).optional(),
  FOOTBRIDGE_POOL: z.coerce.number().int().min(1).max(200).optional(),
  FOOTBRIDGE_RATE_LIMITS: z.enum(['on', 'off']).optional(),
});

const EXPECTED: Record<string, string> = {
  // A slip such as "prod" would open a real service as a demonstration, without second factor.
  NODE_ENV: 'production for real use, and not set for a demonstration',
  PORT: 'a number from 0 to 65535',
  FOOTBRIDGE_ORIGIN: 'a web address such as https://footbridge.example.org',
  DATABASE_URL: 'an address such as postgres://user:password@host:5432/footbridge',
  FOOTBRIDGE_APP_DATABASE_URL: 'an address such as postgres://footbridge_app:password@host:5432/footbridge',
  FOOTBRIDGE_SECRET: 'at least 32 characters, for example from: openssl rand -base64 48',
  FOOTBRIDGE_OLD_SECRET: 'at least 32 characters',
  FOOTBRIDGE_OIDC_ISSUER: 'a web address',
  FOOTBRIDGE_LOG: 'debug, info, warn, error or silent',
  FOOTBRIDGE_POOL: 'a number from 1 to 200',
  FOOTBRIDGE_RATE_LIMITS: 'on or off',
};

export type BadConfig = { readonly ok: false; readonly reason: 'bad-config'; readonly sentence: string };

const bad = (sentence: string): BadConfig => ({ ok: false, reason: 'bad-config', sentence });

/** @param env usually `process.env`. Empty strings count as not set. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Done<Config> | BadConfig {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? 'The environment');
    return bad(`${name} has a value that cannot be used. It should be ${EXPECTED[name] ?? 'text'}.`);
  }
  const value = parsed.data;
  const production = value.NODE_ENV === 'production';
  const refusal = production ? refuseProduction(value) : null;
  if (refusal) return bad(refusal);
  const oidc = readOidc(value);
  if (oidc === 'incomplete') {
    return bad(
      'Set all of FOOTBRIDGE_OIDC_ISSUER, FOOTBRIDGE_OIDC_CLIENT_ID and FOOTBRIDGE_OIDC_CLIENT_SECRET, or none.',
    );
  }
  const host = value.HOST ?? '127.0.0.1';
  const port = value.PORT ?? 3000;
  return done({
    production,
    host,
    port,
    origin: (value.FOOTBRIDGE_ORIGIN ?? `http://${host}:${port}`).replace(/\/$/, ''),
    dataFolder: value.FOOTBRIDGE_DATA ?? '.data',
    databaseUrl: value.DATABASE_URL ?? null,
    appDatabaseUrl: value.FOOTBRIDGE_APP_DATABASE_URL ?? null,
    secret: value.FOOTBRIDGE_SECRET ?? null,
    oldSecret: value.FOOTBRIDGE_OLD_SECRET ?? null,
    oidc,
    logLevel: value.FOOTBRIDGE_LOG ?? (production ? 'info' : 'warn'),
    poolSize: value.FOOTBRIDGE_POOL ?? 10,
    rateLimits: value.FOOTBRIDGE_RATE_LIMITS !== 'off',
  });
}

type Environment = z.infer<typeof environment>;

function refuseProduction(value: Environment): string | null {
  if (!value.DATABASE_URL)
    return 'DATABASE_URL is not set. In production Footbridge needs the address of a PostgreSQL database.';
  if (!value.FOOTBRIDGE_SECRET)
    return `FOOTBRIDGE_SECRET is not set. It should be ${EXPECTED.FOOTBRIDGE_SECRET}.`;
  if (KNOWN_WEAK.test(value.FOOTBRIDGE_SECRET) || new Set(value.FOOTBRIDGE_SECRET).size < 10) {
    return 'FOOTBRIDGE_SECRET looks like a default. Make one of your own: openssl rand -base64 48';
  }
  if (!value.FOOTBRIDGE_ORIGIN)
    return 'FOOTBRIDGE_ORIGIN is not set. Give the address people will use, such as https://footbridge.example.org';
  return null;
}

function readOidc(value: Environment): OidcConfig | null | 'incomplete' {
  const {
    FOOTBRIDGE_OIDC_ISSUER: issuer,
    FOOTBRIDGE_OIDC_CLIENT_ID: clientId,
    FOOTBRIDGE_OIDC_CLIENT_SECRET: clientSecret,
    FOOTBRIDGE_OIDC_SECOND_FACTOR: accepted = '',
  } = value;
  if (!issuer && !clientId && !clientSecret) return null;
  const secondFactor = accepted.split(/[\s,]+/).filter(Boolean);
  return issuer && clientId && clientSecret ? { issuer, clientId, clientSecret, secondFactor } : 'incomplete';
}

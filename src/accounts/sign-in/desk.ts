// The sign-in desk: what signing in needs besides the request, opened once a process.
import type { Database } from '#database';
import { deriveKey, type OidcConfig, type SealingKeys, sealingKeys } from '#kernel';
import { type Hashing, openHashing } from './password.ts';
import { openProvider, type Provider } from './provider.ts';

export type SignInDesk = {
  readonly database: Database;
  readonly hashing: Hashing;
  readonly keys: DeskKeys;
  /** Null when nobody signs in through another service. */
  readonly provider: Provider | null;
};

type DeskKeys = {
  /** Of the counters of attempts. */
  readonly counting: Buffer;
  /** Of the device cookies. */
  readonly device: Buffer;
  /** Of the secrets that make codes. */
  readonly codes: SealingKeys;
};

export type DeskSettings = {
  readonly secret: string;
  readonly oldSecret: string | null;
  /** Where people reach this service, without a slash at the end. */
  readonly origin: string;
  readonly oidc: OidcConfig | null;
};

/** What a browser brought along with the request. */
export type Visit = {
  /** Only ever used as part of an HMAC. */
  readonly address: string;
  readonly deviceCookie: string | undefined;
  readonly sessionToken: string | undefined;
  readonly userAgent: string | undefined;
  readonly requestId: string;
};

/** Throws when the secret is shorter than 32 bytes. */
export function openDesk(database: Database, settings: DeskSettings): SignInDesk {
  const { secret, oldSecret, origin, oidc } = settings;
  const older = oldSecret === null ? [] : [oldSecret];
  return {
    database,
    hashing: openHashing(),
    keys: {
      counting: deriveKey(secret, 'sign-in/attempts'),
      device: deriveKey(secret, 'sign-in/device'),
      codes: sealingKeys('accounts/codes', secret, ...older),
    },
    provider: oidc && openProvider(oidc, origin, sealingKeys('sign-in/provider', secret, ...older)),
  };
}

/** Where a sealed code secret lives: it opens in no other row. */
export const codePlace = (of: { organisationId: string; accountId: string }): string =>
  `${of.organisationId}|accounts|totp_secret_sealed|${of.accountId}`;

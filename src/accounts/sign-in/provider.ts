// Signing in through another service (NHS CIS2 or any OpenID Connect provider): out to it, and back with a proven identity.
import type { Configuration } from 'openid-client';
import type { Temporal } from 'temporal-polyfill';
import {
  CannotOpen,
  done,
  type OidcConfig,
  type Outcome,
  open,
  refused,
  type SealingKeys,
  seal,
} from '#kernel';

/** What the other service vouches for. */
export type ProvenIdentity = {
  readonly issuer: string;
  readonly subject: string;
  /** Null unless the other service says that it checked the address. */
  readonly verifiedEmail: string | null;
  readonly secondFactorGiven: boolean;
};

export type Provider = {
  /** Where to send the browser, and the cookie it must bring back (ten minutes). */
  start(now: Temporal.Instant): Promise<Outcome<{ url: string; cookie: string }, 'provider-away'>>;
  /** `search` is the query of the address the browser came back to. */
  finish(
    search: string,
    cookie: string | undefined,
    now: Temporal.Instant,
  ): Promise<Outcome<ProvenIdentity, 'started-elsewhere' | 'provider-refused' | 'provider-away'>>;
};

export const PROVIDER_CALLBACK = '/sign-in/oidc/callback';
export const PROVIDER_COOKIE_SECONDS = 600;
const COOKIE_PLACE = 'cookie|oidc';

/** Kept in the browser, sealed: nothing has to be stored for a sign-in that may never come back. */
type Pending = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly until: number;
};

/** Reads the provider's settings at the first sign-in, so that its absence does not keep Footbridge from starting. */
export function openProvider(oidc: OidcConfig, origin: string, keys: SealingKeys): Provider {
  const redirectUri = origin + PROVIDER_CALLBACK;
  let known: Promise<Configuration> | null = null;
  const configuration = (): Promise<Configuration> => {
    known ??= discover(oidc).catch(error => {
      known = null;
      throw error;
    });
    return known;
  };
  return {
    async start(now) {
      const config = await configuration().catch(() => null);
      if (!config) return refused('provider-away');
      const until = now.epochMilliseconds + PROVIDER_COOKIE_SECONDS * 1000;
      const { url, pending } = await outward(config, redirectUri, until);
      const cookie = seal(keys, JSON.stringify(pending), COOKIE_PLACE).toString('base64url');
      return done({ url, cookie });
    },
    async finish(search, cookie, now) {
      const pending = readPending(keys, cookie, now);
      if (!pending) return refused('started-elsewhere');
      const config = await configuration().catch(() => null);
      if (!config) return refused('provider-away');
      return homeward(config, new URL(redirectUri + search), pending, oidc.secondFactor);
    },
  };
}

async function discover(oidc: OidcConfig): Promise<Configuration> {
  const { allowInsecureRequests, discovery } = await import('openid-client');
  const issuer = new URL(oidc.issuer);
  // Plain http only to this very machine, for tests and development; openid-client refuses it otherwise.
  const loopback =
    issuer.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(issuer.hostname);
  const options = { timeout: 10, ...(loopback ? { execute: [allowInsecureRequests] } : {}) };
  return discovery(issuer, oidc.clientId, oidc.clientSecret, undefined, options);
}

async function outward(
  config: Configuration,
  redirectUri: string,
  until: number,
): Promise<{ url: string; pending: Pending }> {
  const client = await import('openid-client');
  const pending = {
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
    until,
  };
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid email',
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
  });
  return { url: url.href, pending };
}

function readPending(keys: SealingKeys, cookie: string | undefined, now: Temporal.Instant): Pending | null {
  if (!cookie) return null;
  try {
    const pending = JSON.parse(open(keys, Buffer.from(cookie, 'base64url'), COOKIE_PLACE)) as Pending;
    return pending.until > now.epochMilliseconds ? pending : null;
  } catch (error) {
    if (error instanceof CannotOpen) return null;
    throw error;
  }
}

async function homeward(
  config: Configuration,
  cameTo: URL,
  pending: Pending,
  secondFactor: readonly string[],
): Promise<Outcome<ProvenIdentity, 'provider-refused'>> {
  const client = await import('openid-client');
  try {
    const tokens = await client.authorizationCodeGrant(config, cameTo, {
      pkceCodeVerifier: pending.verifier,
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) return refused('provider-refused');
    const about =
      claims.email === undefined
        ? await client.fetchUserInfo(config, tokens.access_token, claims.sub)
        : claims;
    const verified = about.email_verified === true && typeof about.email === 'string';
    return done({
      issuer: claims.iss,
      subject: claims.sub,
      verifiedEmail: verified ? String(about.email) : null,
      secondFactorGiven: [claims.acr, ...listOf(claims.amr)].some(
        value => typeof value === 'string' && secondFactor.includes(value),
      ),
    });
  } catch {
    // A refusal by the person, a code used twice, a wrong state or signature, or no answer: all mean "not proven".
    return refused('provider-refused');
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

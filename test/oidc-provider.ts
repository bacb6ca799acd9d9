// A real OpenID Connect provider on this machine, which signs in whoever a test names, without asking.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
// @ts-expect-error It has no types.
import OidcProvider from 'oidc-provider';
import { afterAll } from 'vitest';

export type ProviderPerson = {
  email?: string;
  email_verified?: boolean;
  acr?: string;
  amr?: readonly string[];
};

export const PROVIDER_CLIENT = { clientId: 'footbridge', clientSecret: 'a-client-secret-of-the-test' };

/** @param origin of our own service: where the provider may send browsers back to. */
export async function openTestProvider(origin: string, people: Record<string, ProviderPerson>) {
  const signingIn = { person: '' };
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = makeProvider(issuer, origin, people);
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response);
    const { acr, amr } = people[signingIn.person] ?? {};
    const given = { ...(acr ? { acr } : {}), ...(amr ? { amr } : {}) };
    const login = { accountId: signingIn.person, remember: false, ...given };
    return provider.interactionFinished(request, response, { login });
  });
  afterAll(() => new Promise(resolve => server.close(resolve)));
  return {
    issuer,
    /** The query that the provider sends this person's browser back with. */
    signIn: (person: string, url: string): Promise<string> => {
      signingIn.person = person;
      return followTo(origin, url);
    },
  };
}

export function makeProvider(issuer: string, origin: string, people: Record<string, ProviderPerson>) {
  const provider = new OidcProvider(issuer, {
    clients: [
      {
        client_id: PROVIDER_CLIENT.clientId,
        client_secret: PROVIDER_CLIENT.clientSecret,
        redirect_uris: [`${origin}/sign-in/oidc/callback`],
      },
    ],
    features: { devInteractions: { enabled: false } },
    claims: { openid: ['sub', 'acr', 'amr'], email: ['email', 'email_verified'] },
    cookies: { keys: ['a cookie key of the test'] },
    pkce: { required: () => true },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    findAccount: (_ctx: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, ...people[sub] }),
    }),
    loadExistingGrant: async (ctx: {
      oidc: { client: { clientId: string }; session: { accountId: string } };
    }) => {
      const { client: of, session } = ctx.oidc;
      const grant = new provider.Grant({ clientId: of.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
    interactions: { url: (_ctx: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
  });
  return provider;
}

/** Follows the provider's redirects as a browser would, up to our own address; returns its query. */
async function followTo(origin: string, url: string): Promise<string> {
  const jar = new Map<string, string>();
  let next = url;
  for (let hop = 0; hop < 10 && !next.startsWith(origin); hop++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(next, { redirect: 'manual', headers: { cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      jar.set(name, value);
    }
    const location = response.headers.get('location');
    if (!location) throw new Error(`${response.status} at ${next}: ${await response.text()}`);
    next = new URL(location, next).href;
  }
  return new URL(next).search;
}

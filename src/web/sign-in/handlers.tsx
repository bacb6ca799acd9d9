// Handlers of signing in: with a password, with a code, through another service, and out again.
import { toString as drawQr } from 'qrcode';
import { z } from 'zod';
import {
  confirmSecondFactor,
  DEMONSTRATION_PASSWORD,
  listDemonstrationSignIns,
  PROVIDER_COOKIE_SECONDS,
  prepareCode,
  signInWithPassword,
  signInWithProvider,
  signOut,
} from '#accounts';
import type { FieldErrors } from '#ui';
import {
  type Answered,
  type FormInput,
  file,
  notFound,
  page,
  parseForm,
  type Req,
  readInput,
  redirect,
  requiredText,
  textOf,
  tooMany,
} from '#web';
import { CodePage, type Demonstration, ProviderProblemPage, SetUpCodePage, SignInPage } from './pages.tsx';
import { cookieOf, deskOf, goOn, homeFor, sessionOf, visitOf, wantedPath } from './visit.ts';
import { BUSY } from './words.ts';

const signInForm = z.object({
  email: requiredText('Enter your email address', { max: 254 }),
  password: requiredText('Enter your password', { max: 1000 }),
});

/** Nobody who is signed in needs this page; whoever still owes a code may start again as somebody else. */
export async function showSignIn(req: Req): Promise<Answered> {
  if (req.actor.kind === 'staff') return redirect(homeFor(req));
  return signInPage(req, wantedPath(req.query.next));
}

async function signInPage(
  req: Req,
  next: string | null,
  again?: { errors: FieldErrors; input: FormInput },
): Promise<Answered> {
  const otherService = deskOf(req).provider ? '/sign-in/oidc' : null;
  const demonstration = await demonstrationOf(req);
  return page(
    <SignInPage
      next={next}
      otherService={otherService}
      demonstration={demonstration}
      unsent={req.query.unsent === 'yes'}
      {...(again ?? {})}
    />,
    { status: again ? 422 : 200 },
  );
}

async function demonstrationOf({ services }: Req): Promise<Demonstration | null> {
  if (services.config.production) return null;
  const signIns = await listDemonstrationSignIns(services.database);
  return signIns.length > 0 ? { signIns, password: DEMONSTRATION_PASSWORD } : null;
}

export async function signIn(req: Req): Promise<Answered> {
  const next = wantedPath(textOf(readInput(req.body), 'next'));
  const parsed = parseForm(signInForm, req.body);
  if (!parsed.ok) return signInPage(req, next, parsed);
  const answer = await signInWithPassword(deskOf(req), visitOf(req), parsed.value);
  if (answer.ok) return goOn(answer.value, next, '/');
  if ('waitSeconds' in answer) return tooMany(answer.waitSeconds);
  const message =
    answer.reason === 'busy'
      ? BUSY
      : 'The email address or the password is not right. Check both and try again';
  return signInPage(req, next, { errors: { email: message }, input: parsed.input });
}

const codeForm = z.object({ code: requiredText('Enter the 6-digit code from your phone', { max: 40 }) });

export function showCode(req: Req): Answered {
  const next = wantedPath(req.query.next);
  const session = sessionOf(req);
  if (!session.needsSecondFactor) return redirect(next ?? homeFor(req));
  if (!session.codeIsSetUp) return redirect('/sign-in/set-up-code');
  return page(<CodePage next={next} />);
}

export async function showSetUpCode(req: Req): Promise<Answered> {
  const next = wantedPath(req.query.next);
  const session = sessionOf(req);
  if (!session.needsSecondFactor) return redirect(next ?? homeFor(req));
  const code = await prepareCode(deskOf(req), session);
  if (!code) return redirect('/sign-in/code');
  return page(<SetUpCodePage next={next} secret={code.secretInGroups} />);
}

/** The QR picture, as a file of its own: pages here carry no inline pictures. Gone once a code is set up. */
export async function showSetUpPicture(req: Req): Promise<Answered> {
  const code = await prepareCode(deskOf(req), sessionOf(req));
  if (!code) return notFound();
  const svg = await drawQr(code.address, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
  return file({ name: 'code.svg', type: 'image/svg+xml', bytes: Buffer.from(svg), inline: true });
}

export async function giveCode(req: Req): Promise<Answered> {
  const next = wantedPath(textOf(readInput(req.body), 'next'));
  const session = sessionOf(req);
  if (!session.needsSecondFactor) return redirect(next ?? homeFor(req));
  const again = async (code: string): Promise<Answered> => {
    const errors = { code };
    const prepared = session.codeIsSetUp ? null : await prepareCode(deskOf(req), session);
    const body = prepared ? (
      <SetUpCodePage next={next} secret={prepared.secretInGroups} errors={errors} />
    ) : (
      <CodePage next={next} errors={errors} />
    );
    return page(body, { status: 422 });
  };
  const parsed = parseForm(codeForm, req.body);
  if (!parsed.ok) return again(parsed.errors.code ?? '');
  const answer = await confirmSecondFactor(deskOf(req), visitOf(req), session, parsed.value.code);
  if (answer.ok) return goOn(answer.value, next, homeFor(req));
  if ('waitSeconds' in answer) return tooMany(answer.waitSeconds);
  if (answer.reason === 'signed-out')
    return redirect('/sign-in', { cookies: [{ name: 'session', value: null }] });
  return again('That code is not right, or was used already. Wait for the next one and type it');
}

/** A link, not a form: a form may only lead to this site, and this leads to the other service. */
export async function startProvider(req: Req): Promise<Answered> {
  const { provider } = deskOf(req);
  if (!provider) return notFound();
  const started = await provider.start(req.services.clock());
  if (!started.ok) return page(<ProviderProblemPage problem={started.reason} />, { status: 503 });
  const { url, cookie } = started.value;
  return redirect(url, {
    cookies: [{ name: 'oidc', value: cookie, maxAgeSeconds: PROVIDER_COOKIE_SECONDS }],
  });
}

export async function finishProvider(req: Req): Promise<Answered> {
  const desk = deskOf(req);
  if (!desk.provider) return notFound();
  const cookies = [{ name: 'oidc', value: null }] as const;
  const search = `?${new URLSearchParams(req.query)}`;
  const proven = await desk.provider.finish(search, cookieOf(req, 'oidc'), req.services.clock());
  if (!proven.ok) return page(<ProviderProblemPage problem={proven.reason} />, { status: 403, cookies });
  const answer = await signInWithProvider(desk, visitOf(req), proven.value);
  if (!answer.ok) return page(<ProviderProblemPage problem={answer.reason} />, { status: 403, cookies });
  const led = goOn(answer.value, null, '/');
  return { ...led, cookies: [...(led.cookies ?? []), ...cookies] };
}

export async function leave(req: Req): Promise<Answered> {
  await signOut(req.ctx, sessionOf(req));
  return redirect('/sign-in', { notice: 'You are signed out.', cookies: [{ name: 'session', value: null }] });
}

// What the link of a service opens: its entry, to confirm or to correct, without an account. The page works on any phone, without script.
import type { ReactElement } from 'react';
import { asActor, type Ctx } from '#database';
import {
  type EntryText,
  hearFromProvider,
  loadOpenText,
  type OpenText,
  openProviderLink,
  type Typed,
  takingIn,
} from '#directory';
import { formatDay, instantOf, londonDay } from '#kernel';
import {
  Bdi,
  ButtonForm,
  Confirmation,
  type FieldErrors,
  Form,
  InsetText,
  Layout,
  PageHeading,
  SubmitButton,
} from '#ui';
import {
  type Answered,
  EntryFields,
  entryInput,
  type FormInput,
  notFound,
  type Organisation,
  page,
  type Req,
  readEntryForm,
  readInput,
  redirect,
  textOf,
} from '#web';

type Props = {
  readonly href: string;
  readonly organisation: string;
  readonly open: OpenText;
  readonly name: string;
  readonly expiresAt: Date;
  readonly values: FormInput;
  readonly errors?: FieldErrors | undefined;
};

/** What "all right" says of today, in words beside the button. */
const Taking = ({ entry }: { readonly entry: EntryText }): ReactElement | null => {
  const taking = takingIn(entry.taking ?? '');
  return taking === null ? null : (
    <p>
      It says that you {taking.says === 'Yes' ? 'take referrals now' : 'take no referrals now'}
      {taking.day === null ? '' : `, as of ${formatDay(taking.day)}`}. “All right as it is” says that this is
      so today.
    </p>
  );
};

const EntryPage = ({ href, organisation, open, name, expiresAt, values, errors }: Props): ReactElement => (
  <Layout title="Is this still right?" errors={errors}>
    <PageHeading caption={<Bdi>{name}</Bdi>}>Is this still right?</PageHeading>
    <p>
      <Bdi>{organisation}</Bdi> and others use this entry when they send people to you. Is it right? You need
      no account. This page works until {formatDay(londonDay(instantOf(expiresAt)))}.
    </p>
    <Taking entry={open.entry} />
    <div className="nhsuk-u-margin-bottom-6">
      <ButtonForm action={href} hidden={{ answer: 'right' }}>
        All right as it is
      </ButtonForm>
    </div>
    <h2>Or change what is not right</h2>
    {open.withheld.length === 0 ? null : (
      <InsetText>
        <p>
          Your address is confidential, so what would tell it is not shown here and cannot be changed here.
          Ask whoever sent you this link.
        </p>
      </InsetText>
    )}
    <Form action={href} values={values} errors={errors} label="Change the entry">
      <EntryFields entry={open.entry} />
      <SubmitButton name="answer" value="changed">
        Save, and the rest is right
      </SubmitButton>
    </Form>
    <p>
      What you say here holds until the list that this entry came from changes the same thing.
      {open.entry.address === null ? ' To change your address, write to whoever sent you this link.' : null}
    </p>
  </Layout>
);

const ThanksPage = ({ href }: { readonly href: string }): ReactElement => (
  <Layout title="Thank you">
    <Confirmation title="Thank you">Everybody who uses this directory sees it from now on.</Confirmation>
    <p>
      <a href={href}>Look at the entry again</a>
    </p>
  </Layout>
);

const hrefOf = ({ params }: Req): string => `/service-entry/${params.organisation}/${params.token}`;

type Opened = {
  readonly linkId: string;
  readonly organisation: Organisation;
  readonly open: OpenText;
  readonly expiresAt: Date;
};

async function openEntry(req: Req, ctx: Ctx): Promise<Opened | null> {
  const link = await openProviderLink(ctx, req.params.token ?? '');
  const open = link && (await loadOpenText(ctx, link.serviceId));
  if (!link || !open || !req.organisation) return null;
  return { linkId: link.id, organisation: req.organisation, open, expiresAt: link.expiresAt };
}

const pageOf = (
  req: Req,
  { organisation, open, expiresAt }: Opened,
  values: FormInput,
  errors?: FieldErrors,
): Answered =>
  page(
    <EntryPage
      href={hrefOf(req)}
      organisation={organisation.name}
      open={open}
      name={open.entry.name ?? open.organization}
      expiresAt={expiresAt}
      values={values}
      errors={errors}
    />,
    { status: errors ? 422 : 200 },
  );

export async function show(req: Req): Promise<Answered> {
  const opened = await openEntry(req, req.ctx);
  return opened ? pageOf(req, opened, entryInput(opened.open.entry)) : notFound();
}

/** Opened as whoever holds the link; written as the system, which the link speaks for, in a transaction of its own. */
export async function answer(req: Req): Promise<Answered> {
  const { database } = req.services;
  const options = { requestId: req.requestId };
  const opened = await asActor(database, req.actor, ctx => openEntry(req, ctx), options);
  if (!opened) return notFound();
  let said: Typed | 'all-right' = 'all-right';
  if (textOf(readInput(req.body), 'answer') !== 'right') {
    const read = readEntryForm(opened.open.entry, req.body, londonDay(req.services.clock()).toString());
    if (!read.ok) return pageOf(req, opened, read.input, read.errors);
    said = read.changed;
  }
  const system = { kind: 'system', organisationId: opened.organisation.id } as const;
  const heard = await asActor(database, system, ctx => hearFromProvider(ctx, opened.linkId, said), options);
  return heard.ok ? redirect(`${hrefOf(req)}/thanks`) : notFound();
}

export async function thank(req: Req): Promise<Answered> {
  return (await openEntry(req, req.ctx)) ? page(<ThanksPage href={hrefOf(req)} />) : notFound();
}

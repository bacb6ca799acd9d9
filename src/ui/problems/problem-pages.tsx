// The pages for when something cannot be shown: what happened, and what the reader can do, in plain words.

import type { ReactNode } from 'react';
import { ButtonLink } from '../fields/form.tsx';
import { Layout } from '../page/layout.tsx';

/** Who is reading: someone of the public, or someone signed in to work. */
export type Scope = 'public' | 'staff';

type ScopeProps = { readonly scope: Scope; readonly homeHref?: string | undefined };

const ProblemLayout = ({ title, children }: { title: string; children: ReactNode }) => (
  <Layout title={title}>
    <h1 className="nhsuk-heading-l">{title}</h1>
    {children}
  </Layout>
);

const Home = ({ scope, homeHref = '/' }: ScopeProps) => (
  <ButtonLink href={homeHref} variant="secondary">
    {scope === 'staff' ? 'Go to your work' : 'Go to the start'}
  </ButtonLink>
);

export const NotFoundPage = (props: ScopeProps) => (
  <ProblemLayout title="Page not found">
    <p>If you typed the web address, check it is correct.</p>
    <p>If you pasted the web address, check you copied all of it.</p>
    {props.scope === 'staff' ? (
      <p>The record may also belong to another organisation, or may have been removed.</p>
    ) : (
      <p>If you came from a link in a text or email, it may be too old. Ask whoever sent it for a new one.</p>
    )}
    <Home {...props} />
  </ProblemLayout>
);

export const ForbiddenPage = (props: ScopeProps) => (
  <ProblemLayout title="You cannot see this page">
    {props.scope === 'staff' ? (
      <>
        <p>Your role does not include this page. We have not shown you anything from it.</p>
        <p>If you need it for your work, ask an administrator in your organisation.</p>
      </>
    ) : (
      <p>
        This page is not for you, or your link to it has stopped working. Ask whoever sent the link for a new
        one.
      </p>
    )}
    <Home {...props} />
  </ProblemLayout>
);

/** `retryAfterSeconds` is rounded up to whole minutes. */
export const TooManyRequestsPage = ({
  retryAfterSeconds,
  ...props
}: ScopeProps & { readonly retryAfterSeconds?: number | undefined }) => {
  const minutes = Math.max(1, Math.ceil((retryAfterSeconds ?? 60) / 60));
  return (
    <ProblemLayout title="Please wait a moment">
      <p>There were too many tries in a short time, so we have paused to keep people’s details safe.</p>
      <p>
        {minutes === 1
          ? 'You can try again in about a minute.'
          : `You can try again in about ${minutes} minutes.`}
      </p>
      {props.scope === 'public' ? <EmergencyHelp /> : null}
      <Home {...props} />
    </ProblemLayout>
  );
};

/** For a form larger than any of ours can be (413). Nothing was saved. */
export const TooLargePage = (props: ScopeProps) => (
  <ProblemLayout title="That was too much to send">
    <p>
      What you sent is larger than we can take, so nothing was saved. Go back, make it shorter and send it
      again.
    </p>
    {props.scope === 'public' ? <EmergencyHelp /> : null}
    <Home {...props} />
  </ProblemLayout>
);

/** `reference` is the request's own id: it names nobody, and lets us find what went wrong. */
export const ProblemPage = ({ reference, ...props }: ScopeProps & { readonly reference: string }) => (
  <ProblemLayout title="Sorry, there is a problem">
    <p>Something went wrong on our side. Try again in a few minutes.</p>
    <p>
      {props.scope === 'staff'
        ? 'What you had just sent may not have been saved. Check before you send it again.'
        : 'If you were filling in a form, we may not have got your answers.'}
    </p>
    <p>
      If it keeps happening, tell us this reference: <strong className="fb-reference">{reference}</strong>
    </p>
    {props.scope === 'public' ? <EmergencyHelp /> : null}
    <Home {...props} />
  </ProblemLayout>
);

/** For a form sent after the session ended or from another tab's old page (403). Nothing was saved. */
export const ExpiredFormPage = ({
  backHref,
  ...props
}: ScopeProps & { readonly backHref?: string | undefined }) => (
  <ProblemLayout title="This form has been open too long">
    <p>To keep your details safe, a form stops working after a while. Nothing was saved.</p>
    <p>
      {props.scope === 'staff'
        ? 'Open the form again and send your answers once more. You may need to sign in first.'
        : 'Open the form again and send your answers once more.'}
    </p>
    {backHref === undefined ? (
      <Home {...props} />
    ) : (
      <ButtonLink href={backHref}>Open the form again</ButtonLink>
    )}
  </ProblemLayout>
);

const EmergencyHelp = () => (
  <p>
    If someone is in danger now, call <a href="tel:999">999</a>. For urgent health advice, call{' '}
    <a href="tel:111">111</a>. Both are free.
  </p>
);

// The link for a service, just made: shown once.
import type { ReactElement } from 'react';
import type { Service } from '#directory';
import { Bdi, InsetText, Layout, PageHeading } from '#ui';
import { dayOf, entryHref } from './service-page.tsx';

type LinkMade = { readonly service: Service; readonly link: string; readonly expiresAt: Date };

export const LinkMadePage = ({ service, link, expiresAt }: LinkMade): ReactElement => (
  <Layout title="The link is made" back={{ href: entryHref(service.id), text: 'The entry' }}>
    <PageHeading caption={<Bdi>{service.name}</Bdi>}>The link is made</PageHeading>
    <InsetText>
      <p className="fb-reference">{link}</p>
      <p>Copy it now: it is not kept and cannot be shown again. Nothing was sent.</p>
    </InsetText>
    <p>
      Send it to the service by an email address or a number that you know is theirs. Whoever has it can
      change this entry until {dayOf(expiresAt)}. You can stop it earlier on the page of the entry.
    </p>
  </Layout>
);

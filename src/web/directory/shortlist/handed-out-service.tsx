// A service as it is handed to a person, in their language: what it is, where, when, for how much, and how to reach it.
import type { ReactElement, ReactNode } from 'react';
import type { HandedOut } from '#directory';
import { type MessageKey, translator } from '#translations';
import { Bdi, SummaryList, type SummaryRow } from '#ui';
import { dayIn, PhoneLink, sayIn } from '#web';
import { Link } from '../service-fields.tsx';

type Props = {
  readonly service: HandedOut;
  /** Of its page, for staff. */
  readonly href?: string;
  readonly language?: string;
};

const whereOf = ({ address, postcode, areas }: HandedOut): string =>
  [address, postcode].filter(Boolean).join(', ') || areas.join(', ');

const lines = (text: string): ReactNode =>
  text === ''
    ? null
    : text.split('\n').map(line => (
        <p key={line}>
          <Bdi>{line}</Bdi>
        </p>
      ));

/** Where and how to reach it are always told; the rest where it is known. */
function rowsOf(service: HandedOut, language: string): readonly SummaryRow[] {
  const t = translator(language, { unreviewed: 'marked' });
  const row = (key: MessageKey, value: ReactNode, missing: MessageKey = 'shortlist.not-known') => ({
    key: t(key).text,
    value,
    missing: t(missing).text,
  });
  const { phone, url, opening, cost, languages } = service;
  const where = whereOf(service);
  return [
    row('shortlist.where', where === '' ? null : <Bdi>{where}</Bdi>, 'shortlist.no-address'),
    row('shortlist.phone', phone === null ? null : <PhoneLink number={phone} />),
    row('shortlist.website', url === null ? null : <Link href={url} />),
    ...[
      row('shortlist.opening', lines(opening)),
      row('shortlist.cost', lines(cost)),
      row('shortlist.languages', lines(languages)),
    ].filter(({ value }) => value !== null),
  ];
}

/** Of a year alone, or of a day. */
const describedIn = (language: string, asOf: string): string =>
  asOf.length === 10 ? dayIn(language, new Date(`${asOf}T12:00:00Z`)) : asOf;

export const HandedOutService = ({ service, href, language = 'en' }: Props): ReactElement => {
  const say = sayIn(language);
  const { name, description, source, lastChecked } = service;
  return (
    <section>
      <h2>
        <Bdi>{href === undefined ? name : <a href={href}>{name}</a>}</Bdi>
      </h2>
      {description === null ? null : <p dir="auto">{description.split('\n')[0]}</p>}
      <SummaryList rows={rowsOf(service, language)} />
      <p className="fb-missing">
        {lastChecked === null
          ? say('shortlist.as-of', { source: source.name, day: describedIn(language, source.asOf) })
          : say('shortlist.check', { day: dayIn(language, lastChecked) })}
      </p>
    </section>
  );
};

// The referrals of a person: why they came, who sent them, what was asked for, and what the sender was told.
import type { ReactElement } from 'react';
import { formatDay, instantOf, londonDay } from '#kernel';
import {
  type KeptMessage,
  loadMessageBack,
  MESSAGE_BACK_TITLES,
  messageBackLetter,
  renderLetter,
} from '#messages';
import { CLOSE_REASONS, interventionLabel, type Referral } from '#referrals';
import { Bdi, Details, SummaryList } from '#ui';
import { type Answered, file, notFound, type Req, StateTag } from '#web';
import type { PersonScene } from '../scene.ts';
import { whenOf } from '../words.ts';

type Props = { readonly scene: PersonScene; readonly messages: readonly KeptMessage[] };

export const ReferralPart = ({ scene, messages }: Props): ReactElement => {
  const { referral, referrals } = scene;
  const others = referrals.filter(other => other.id !== referral?.id);
  return (
    <section aria-labelledby="referrals">
      <h2 id="referrals">Why they came</h2>
      {referral ? <OneReferral referral={referral} /> : <p>There is no referral.</p>}
      {messages.length > 0 ? <Told scene={scene} messages={messages} /> : null}
      {others.length > 0 ? (
        <Details summary={others.length === 1 ? 'Another referral' : `${others.length} other referrals`}>
          <ul className="nhsuk-list">
            {others.map(other => (
              <li key={other.id}>
                <a href={`/people/${other.personId}?referral=${other.id}`}>
                  {formatDay(londonDay(instantOf(other.receivedAt)))} <Bdi>{other.reference}</Bdi>
                </a>{' '}
                <StateTag state={other.state} />
              </li>
            ))}
          </ul>
        </Details>
      ) : null}
    </section>
  );
};

const OneReferral = ({ referral }: { referral: Referral }): ReactElement => {
  const { referrer } = referral;
  const sender = [referrer.name, referrer.role, referrer.organisation].filter(part => part).join(', ');
  return (
    <SummaryList
      rows={[
        { key: 'State', value: <StateTag state={referral.state} /> },
        {
          key: 'Received',
          value: `${formatDay(londonDay(instantOf(referral.receivedAt)))}, reference ${referral.reference}`,
        },
        { key: 'From', value: sender === '' ? 'The person themselves' : <Bdi>{sender}</Bdi> },
        {
          key: 'Reason',
          value: referral.reason === '' ? null : <Bdi>{referral.reason}</Bdi>,
          missing: 'None given',
        },
        {
          key: 'Asked for',
          value: referral.interventions.map(interventionLabel).join(', '),
          missing: 'Not said',
        },
        ...(referral.closeReason ? [{ key: 'Closed', value: CLOSE_REASONS[referral.closeReason] }] : []),
      ]}
    />
  );
};

/** What the referrer was told, whether they have opened it, and the same as a letter to post. */
const Told = ({ scene, messages }: Props): ReactElement => (
  <>
    <h3>What the referrer was told</h3>
    <ul className="nhsuk-list">
      {messages.map(message => (
        <li key={message.id}>
          <a href={`/people/${scene.person.id}/messages/${message.id}/letter`}>
            {MESSAGE_BACK_TITLES[message.content.kind]} (PDF)
          </a>
          <div className="nhsuk-hint">
            {whenOf(message.madeAt)}.{' '}
            {message.readAt === null ? 'Not opened yet' : `Opened ${whenOf(message.readAt)}`}
          </div>
        </li>
      ))}
    </ul>
  </>
);

export async function showLetter(req: Req): Promise<Answered> {
  const message = await loadMessageBack(req.ctx, req.params.message ?? '');
  if (!message || message.personId !== req.params.person) return notFound();
  const bytes = await renderLetter(messageBackLetter(message.content));
  const name = `letter-${message.content.referral.reference}.pdf`;
  return file(
    { name, type: 'application/pdf', bytes, inline: true },
    { subject: { type: 'person', id: message.personId } },
  );
}

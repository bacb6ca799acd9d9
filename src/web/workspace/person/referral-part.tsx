// The referrals of a person: why they came, who sent them, what was asked for.
import type { ReactElement } from 'react';
import { formatDay, instantOf, londonDay } from '#kernel';
import { CLOSE_REASONS, interventionLabel, type Referral } from '#referrals';
import { Bdi, Details, SummaryList } from '#ui';
import { StateTag } from '#web';
import type { PersonScene } from '../scene.ts';

export const ReferralPart = ({ scene }: { scene: PersonScene }): ReactElement => {
  const { referral, referrals } = scene;
  const others = referrals.filter(other => other.id !== referral?.id);
  return (
    <section aria-labelledby="referrals">
      <h2 id="referrals">Why they came</h2>
      {referral ? <OneReferral referral={referral} /> : <p>There is no referral.</p>}
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

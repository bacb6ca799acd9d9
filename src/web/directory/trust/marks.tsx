// Marks of how far an entry can be trusted: in lists, beside a field, and in words.
import type { ReactElement } from 'react';
import { BAND_WORDS, CLOSED, type ServiceTrust, type TrustBand } from '#directory';
import { formatDay, instantOf, londonDay } from '#kernel';
import { Tag, type TagMeaning } from '#ui';

const MEANINGS: Readonly<Record<TrustBand, TagMeaning>> = { 0: 'active', 1: 'waiting', 2: 'attention' };

export const BandTag = ({ band }: { readonly band: TrustBand }): ReactElement => (
  <Tag meaning={MEANINGS[band]}>{BAND_WORDS[band]}</Tag>
);

export const dayOf = (at: Date): string => formatDay(londonDay(instantOf(at)));

export const isReportedClosed = ({ disputed }: Pick<ServiceTrust, 'disputed'>): boolean =>
  disputed.some(({ field, unknown }) => field === CLOSED && !unknown);

/** What a list must say besides: nothing that is as it should be. */
export const ListMarks = ({ trust }: { readonly trust: ServiceTrust }): ReactElement => {
  const fields = trust.disputed.filter(({ field }) => field !== CLOSED).length;
  return (
    <>
      <div className="nhsuk-u-margin-top-1 nhsuk-u-margin-bottom-1">
        <BandTag band={trust.band} />
      </div>
      {isReportedClosed(trust) ? (
        <div className="nhsuk-u-margin-bottom-1">
          <Tag meaning="stopped">Reported closed</Tag>
        </div>
      ) : null}
      {fields === 0 ? null : <p>{fields === 1 ? '1 thing disputed' : `${fields} things disputed`}</p>}
      {trust.missingSince === null ? null : (
        <p>{trust.staleSince === null ? 'Not in its source the last time' : 'No longer in its source'}</p>
      )}
    </>
  );
};

/** Beside the field itself, for everybody, without who said so. */
export const DisputedMark = ({
  trust,
  field,
}: {
  readonly trust: ServiceTrust;
  readonly field: string;
}): ReactElement | null => {
  const dispute = trust.disputed.find(each => each.field === field);
  if (!dispute) return null;
  return (
    <p>
      <Tag meaning={dispute.unknown ? 'waiting' : 'attention'}>
        {dispute.unknown ? 'Not certain' : 'Disputed'}
      </Tag>{' '}
      {dispute.unknown
        ? 'Somebody said that this is wrong, and it could not be found out.'
        : `Somebody said on ${dayOf(dispute.since)} that this is wrong. Ask before you rely on it.`}
    </p>
  );
};

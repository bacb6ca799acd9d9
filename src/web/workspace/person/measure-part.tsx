// The wellbeing questions on a person's record: the pair, and what can be asked now.
import type { ReactElement } from 'react';
import { type MeasureResponse, POINTS, pairMeasures } from '#outcomes';
import { ButtonLink, EmptyState } from '#ui';
import { isOpen, type PersonScene, personHref } from '../scene.ts';
import { MeasureTable } from './measure-table.tsx';

type Props = { readonly scene: PersonScene; readonly responses: readonly MeasureResponse[] };

export const MeasurePart = ({ scene, responses }: Props): ReactElement => {
  const pair = pairMeasures(responses, 'ons4');
  const voided = responses.filter(response => response.voidedAt !== null);
  return (
    <section aria-labelledby="measures">
      <h2 id="measures">Wellbeing questions</h2>
      {pair === null ? <EmptyState title="Not asked yet" /> : <MeasureTable pair={pair} />}
      {scene.mayWork ? <Actions scene={scene} responses={responses} /> : null}
      {voided.length > 0 ? (
        <p className="nhsuk-hint">
          Declared void:{' '}
          {voided
            .map(response => `${POINTS[response.point].toLowerCase()} (${response.voidReason})`)
            .join('; ')}
        </p>
      ) : null}
    </section>
  );
};

const Actions = ({ scene, responses }: Props): ReactElement => {
  const taken = (point: string) =>
    responses.find(response => response.point === point && response.voidedAt === null);
  const [start, end] = [taken('start'), taken('end')];
  return (
    <div className="fb-row-actions">
      {start === undefined && isOpen(scene.referral) ? (
        <ButtonLink href={personHref(scene, '/measures/ons4/start')} variant="secondary" small>
          Ask at the start
        </ButtonLink>
      ) : null}
      {end === undefined && isOpen(scene.referral) ? (
        <ButtonLink href={personHref(scene, '/measures/ons4/end')} variant="secondary" small>
          Ask at the end
        </ButtonLink>
      ) : null}
      {[start, end].map(response =>
        response ? (
          <a key={response.id} href={`/measures/${response.id}/void`}>
            Declare the {response.point} void
          </a>
        ) : null,
      )}
    </div>
  );
};

// Groups on a person's record: where they have a place or wait, how often they came, and the way to offer one.
import type { ReactElement } from 'react';
import type { PlaceOfPerson } from '#groups';
import { ButtonLink, EmptyState } from '#ui';
import { type PersonScene, personHref } from '../../scene.ts';
import { PlaceItem } from './place-item.tsx';

export const PLACES_SHOWN = 3;

type Props = {
  readonly scene: PersonScene;
  readonly places: readonly PlaceOfPerson[];
  readonly total: number;
};

export const GroupsPart = ({ scene, places, total }: Props): ReactElement => (
  <section aria-labelledby="groups">
    <h2 id="groups">Groups</h2>
    {total === 0 ? (
      <EmptyState title="They have no place in a group" />
    ) : (
      <ul className="nhsuk-list fb-plain-list">
        {places.map(place => (
          <PlaceItem key={place.id} place={place} change={scene.mayWork} />
        ))}
      </ul>
    )}
    {total > places.length ? (
      <p>
        <a href={personHref(scene, '/groups')}>Show all {total} groups</a>
      </p>
    ) : null}
    {scene.mayWork ? (
      <ButtonLink href={personHref(scene, '/groups')} variant="secondary" small>
        Offer a group
      </ButtonLink>
    ) : null}
  </section>
);

// How to reach a person without putting them in danger: the first thing on their record (guidance K7; safe contact).
import type { ReactElement } from 'react';
import type { ContactPoint, KeptContactPoint, PersonRecord } from '#people';
import { Bdi, Tag, WarningCallout } from '#ui';
import { type PersonScene, personHref } from '../scene.ts';
import { factOf, INTERPRETER_WORDS, POINT_KINDS, POINT_OWNERS, sayAnswer } from './words.ts';

export const Reach = ({ scene }: { scene: PersonScene }): ReactElement => {
  const { person } = scene;
  const safe = sayAnswer(factOf(person, 'safe_contact'));
  return (
    <WarningCallout heading="How to reach them safely">
      <Talking person={person} />
      {safe.value === null ? null : (
        <p>
          <strong>
            <Bdi>{safe.value}</Bdi>
          </strong>
        </p>
      )}
      {person.contactPoints.length === 0 ? (
        <p>No phone, email or address is known yet. Ask the referrer, and ask the person what is safe.</p>
      ) : (
        <ul className="nhsuk-list fb-note">
          {inOrder(person.contactPoints).map(point => (
            <Point
              key={point.id}
              point={point}
              change={scene.mayWork ? personHref(scene, `/reach/${point.id}`) : null}
            />
          ))}
        </ul>
      )}
      {scene.mayWork ? <a href={personHref(scene, '/reach/new')}>Add a way to reach them</a> : null}
    </WarningCallout>
  );
};

/** In which language, and whether with an interpreter: known before anybody dials. */
const Talking = ({ person }: { person: PersonRecord }): ReactElement => {
  const spoken = person.languages
    .filter(language => language.use === 'speaks')
    .map(language => language.label);
  const interpreter = sayAnswer(factOf(person, 'interpreter'), INTERPRETER_WORDS);
  return (
    <p>
      Speaks: <strong>{spoken.length === 0 ? 'not known yet' : <Bdi>{spoken.join(', ')}</Bdi>}</strong>.
      Interpreter: <strong>{(interpreter.value ?? interpreter.missing).toLowerCase()}</strong>.
    </p>
  );
};

/** Preferred first, and what must not be used last. */
const inOrder = (points: readonly KeptContactPoint[]): KeptContactPoint[] =>
  [...points].sort((a, b) => rank(a) - rank(b));

const rank = ({ safeToUse, preferred }: ContactPoint): number => (safeToUse === 'no' ? 2 : preferred ? 0 : 1);

type PointProps = { readonly point: ContactPoint; readonly change: string | null };

const Point = ({ point, change }: PointProps): ReactElement => {
  const { kind, value, postcode, belongsTo, safeNote } = point;
  return (
    <li>
      <Safety point={point} /> {POINT_KINDS[kind]}:{' '}
      <strong>
        <Bdi>{value}</Bdi>
        {postcode && !value.includes(postcode) ? (
          <>
            , <Bdi>{postcode}</Bdi>
          </>
        ) : null}
      </strong>
      {kind === 'phone' || belongsTo !== 'not_known' ? ` (${POINT_OWNERS[belongsTo]})` : ''}
      {change ? (
        <>
          {' '}
          <a href={change}>
            Change
            <span className="nhsuk-u-visually-hidden">
              {' '}
              {POINT_KINDS[kind].toLowerCase()} {value}
            </span>
          </a>
        </>
      ) : null}
      {safeNote ? (
        <div>
          <Bdi>{safeNote}</Bdi>
        </div>
      ) : null}
    </li>
  );
};

const Safety = ({ point: { safeToUse } }: { point: ContactPoint }): ReactElement => {
  if (safeToUse === 'no') return <Tag meaning="urgent">Do not use</Tag>;
  if (safeToUse === 'yes') return <Tag meaning="done">Safe</Tag>;
  return <Tag meaning="attention">Ask if it is safe</Tag>;
};

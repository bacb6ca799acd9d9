// What was not found, on the plan of a person: open gaps with what can be done, needs without a service, and how earlier ones ended.
import type { ReactElement } from 'react';
import { formatDay, instantOf, languageName, londonDay } from '#kernel';
import {
  GAP_ENDINGS,
  GAP_REASONS,
  type Gap,
  type Need,
  NO_SERVICE_YET,
  needLabel,
  SEARCH_REASONS,
} from '#plans';
import { Bdi, ButtonForm, ChoiceButtons, Details } from '#ui';

export type GapsShown = {
  readonly gaps: readonly Gap[];
  /** Needs of the plan that nothing provides for. */
  readonly without: readonly Need[];
  /** Whether this reader may still change the plan. */
  readonly change: boolean;
};

const dayOf = (date: Date): string => formatDay(londonDay(instantOf(date)));

/** In which language and area nothing was found: as it was when it was recorded. */
const aboutOf = ({ language, area, recordedAt, recordedBy }: Gap): string =>
  [
    language === null ? 'language not known' : languageName(language),
    area ?? 'area not known',
    `since ${dayOf(recordedAt)}`,
    ...(recordedBy === null ? [] : [`recorded by ${recordedBy}`]),
  ].join(', ');

const OpenGap = ({ gap, change }: { readonly gap: Gap; readonly change: boolean }): ReactElement => {
  const what = <span className="nhsuk-u-visually-hidden">: {needLabel(gap.kind)}</span>;
  return (
    <li id={`gap-${gap.id}`}>
      <p>
        <strong>{needLabel(gap.kind)}</strong>: {GAP_REASONS[gap.reason]}
        <br />
        {aboutOf(gap)}
      </p>
      {gap.note === '' ? null : (
        <p className="fb-note">
          <Bdi>{gap.note}</Bdi>
        </p>
      )}
      {change && gap.reason === NO_SERVICE_YET ? (
        <WhyButtons needId={gap.needId} label={`Why nothing was found: ${needLabel(gap.kind)}`} />
      ) : null}
      {change ? (
        <div className="fb-row-actions">
          {gap.stepId === null ? null : <a href={`/directory?for-step=${gap.stepId}`}>Look again{what}</a>}
          <ButtonForm action={`/gaps/${gap.id}/end`} hidden={{ because: 'found' }} variant="secondary" small>
            Found now{what}
          </ButtonForm>
          <a href={`/gaps/${gap.id}`}>Change{what}</a>
        </div>
      ) : null}
    </li>
  );
};

type WhyProps = { readonly needId: string | null; readonly label: string };

const WhyButtons = ({ needId, label }: WhyProps): ReactElement | null =>
  needId === null ? null : (
    <ChoiceButtons action={`/needs/${needId}/gap`} name="reason" choices={SEARCH_REASONS} label={label} />
  );

/** Press a reason, and it is recorded. */
const NothingFound = ({ without, gaps }: GapsShown): ReactElement => {
  const said = new Set(gaps.filter(({ endedAt }) => endedAt === null).map(({ needId }) => needId));
  return (
    <>
      {without
        .filter(({ id }) => !said.has(id))
        .map(({ id, category }) => (
          <Details key={id} summary={`Nothing fits for: ${needLabel(category)}`}>
            <p>Press why. That is all; it helps to show what is missing here.</p>
            <WhyButtons needId={id} label={`Why nothing fits: ${needLabel(category)}`} />
          </Details>
        ))}
    </>
  );
};

const daysBetween = (from: Date, to: Date): number =>
  Math.max(0, Math.round((to.getTime() - from.getTime()) / 86_400_000));

const endedWords = ({ recordedAt, endedAt, endedBecause }: Gap): string => {
  if (endedAt === null || endedBecause === null) return '';
  const days = daysBetween(recordedAt, endedAt);
  const after = endedBecause === 'found' ? `, after ${days} ${days === 1 ? 'day' : 'days'}` : '';
  return `${GAP_ENDINGS[endedBecause]} on ${dayOf(endedAt)}${after}`;
};

const Ended = ({ gaps, change }: GapsShown): ReactElement | null => {
  const ended = gaps.filter(({ endedAt }) => endedAt !== null);
  return ended.length === 0 ? null : (
    <Details summary={`Not open any more (${ended.length})`}>
      <ul className="nhsuk-list fb-plain-list">
        {ended.map(gap => (
          <li key={gap.id}>
            <p>
              {needLabel(gap.kind)}: {GAP_REASONS[gap.reason]}
              <br />
              {endedWords(gap)}
            </p>
            {change ? (
              <ButtonForm action={`/gaps/${gap.id}/reopen`} variant="secondary" small>
                Open again<span className="nhsuk-u-visually-hidden">: {needLabel(gap.kind)}</span>
              </ButtonForm>
            ) : null}
          </li>
        ))}
      </ul>
    </Details>
  );
};

export const GapsPart = (shown: GapsShown): ReactElement | null => {
  const { gaps, without, change } = shown;
  if (gaps.length === 0 && (!change || without.length === 0)) return null;
  const open = gaps.filter(({ endedAt }) => endedAt === null);
  return (
    <section id="gaps">
      <h2>Not found yet</h2>
      {open.length === 0 ? (
        <p className="fb-missing">Nothing is recorded as missing.</p>
      ) : (
        <ul className="nhsuk-list fb-plain-list">
          {open.map(gap => (
            <OpenGap key={gap.id} gap={gap} change={change} />
          ))}
        </ul>
      )}
      {change ? <NothingFound {...shown} /> : null}
      <Ended {...shown} />
    </section>
  );
};

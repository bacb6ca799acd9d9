// How sure one can be of an entry: the last check and the next, the score with its reasons, what is missing, what was corrected here.
import type { ReactElement } from 'react';
import {
  checkedInWords,
  type FieldCorrection,
  fieldLabel,
  type OwnCheck,
  PARTS_ASKED,
  quotedText,
  type ServiceTrust,
  STAFF_METHODS,
} from '#directory';
import { formatDay } from '#kernel';
import { Bdi, ButtonForm, Details, Form, HiddenField, SelectField, SubmitButton, type SummaryRow } from '#ui';
import { listed } from '../words.ts';
import { BandTag, dayOf } from './marks.tsx';

const Reasons = ({ trust }: { readonly trust: ServiceTrust }): ReactElement => (
  <>
    <p>
      {trust.score} of 100 <BandTag band={trust.band} />
    </p>
    <Details summary="Why this score">
      <ul className="nhsuk-list">
        {trust.reasons.map(({ points, words }) => (
          <li key={words}>
            {points > 0 ? points : `−${-points}`}: {words}
          </li>
        ))}
      </ul>
      <p>
        A check of this kind of service holds {trust.interval.days} days. This is{' '}
        {trust.interval.certainty === 'design' ? 'our own proposal' : 'taken from guidance'}, as of{' '}
        {formatDay(trust.interval.asOf)}, to be reviewed by {formatDay(trust.interval.reviewBy)}.
      </p>
    </Details>
  </>
);

const missingInWords = (missing: readonly string[]): string =>
  missing.length === 0
    ? `Nothing: all ${PARTS_ASKED} things we ask for are there`
    : `${missing.length} of ${PARTS_ASKED} things: ${listed(missing)}`;

export const sourceInWords = ({ missingSince, staleSince }: ServiceTrust): string | null => {
  if (missingSince === null) return null;
  return staleSince === null
    ? `Not there since ${dayOf(missingSince)}. It may be back the next time.`
    : `Not there since ${dayOf(missingSince)}, several times in a row. It may have ended.`;
};

export const trustRows = (trust: ServiceTrust): readonly SummaryRow[] => {
  const gone = sourceInWords(trust);
  return [
    { key: 'Last checked', value: checkedInWords(trust) },
    { key: 'Next check due', value: formatDay(trust.dueOn) },
    { key: 'How far to trust it', value: <Reasons trust={trust} /> },
    { key: 'Missing in this entry', value: missingInWords(trust.missing) },
    ...(gone === null ? [] : [{ key: 'In its source', value: gone }]),
  ];
};

/** One correction in words; what holds, and until when. */
const CorrectionLine = ({ correction }: { readonly correction: FieldCorrection }): ReactElement => (
  <li>
    <strong>{fieldLabel(correction.field)}</strong>:{' '}
    {correction.endedBecause === 'source-changed' ? (
      <>
        the source changed this on {correction.endedAt ? dayOf(correction.endedAt) : ''}, after it was
        corrected here, so what the source says holds again.
      </>
    ) : (
      <>
        corrected on {dayOf(correction.madeAt)} by <Bdi>{correction.madeBy}</Bdi>. The source says{' '}
        <Bdi>{quotedText(correction.sourceValue)}</Bdi>. The correction holds until the source itself changes
        this.
      </>
    )}
  </li>
);

export const Corrections = ({
  corrections,
}: {
  readonly corrections: readonly FieldCorrection[];
}): ReactElement | null =>
  corrections.length === 0 ? null : (
    <>
      <h3>Corrected here</h3>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {corrections.map(correction => (
          <CorrectionLine key={correction.id} correction={correction} />
        ))}
      </ul>
    </>
  );

type CheckProps = {
  /** Where the form is sent. */
  readonly action: string;
  readonly undoAction: string;
  readonly own: OwnCheck | null;
  readonly back: Readonly<Record<string, string>>;
};

/** For whoever may check: one question and one button; and a way back. */
export const CheckForm = ({ action, undoAction, own, back }: CheckProps): ReactElement => (
  <>
    <h3>Have you just made sure?</h3>
    {own === null ? null : (
      <div className="nhsuk-u-margin-bottom-5">
        <p>
          You checked it on {dayOf(own.at)} {STAFF_METHODS[own.method].toLowerCase()}.
        </p>
        <ButtonForm action={undoAction} hidden={{ ...back, check: own.id }} variant="secondary" small>
          Take your check back
        </ButtonForm>
      </div>
    )}
    <Form action={action} label="Record a check">
      {Object.entries(back).map(([name, value]) => (
        <HiddenField key={name} name={name} value={value} />
      ))}
      <SelectField
        name="method"
        label={own === null ? 'How did you check?' : 'How did you check it again?'}
        empty={null}
        options={Object.entries(STAFF_METHODS).map(([value, label]) => ({ value, label }))}
      />
      <SubmitButton variant="secondary">It is right as it is</SubmitButton>
    </Form>
  </>
);

// The lines of a proposal: those to tick, those that are decided, and those for whom nobody could be proposed.
import type { ReactElement } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { agoInWords, instantOf, londonDay } from '#kernel';
import type { MatchReason } from '#matching';
import type { ProposalLine } from '#overviews';
import {
  Bdi,
  ButtonGroup,
  CheckboxesField,
  type Choice,
  Form,
  HiddenField,
  SubmitButton,
  Table,
  Tag,
} from '#ui';
import type { FieldErrors, FormInput } from '#web';
import { isOpen, outcomeWords, refusalWords } from './words.ts';

const signed = (weight: number): string => (weight > 0 ? `+${weight}` : weight < 0 ? `−${-weight}` : '0');

/** Points beside the words, so that anybody can add them up. */
const Reasons = ({ reasons }: { readonly reasons: readonly MatchReason[] }): ReactElement => (
  <ul className="nhsuk-list nhsuk-u-margin-bottom-0">
    {reasons.map(reason => (
      <li key={reason.text}>
        <Bdi>{reason.text}</Bdi>{' '}
        <span className="nhsuk-u-secondary-text-colour">({signed(reason.weight)})</span>
      </li>
    ))}
  </ul>
);

const Waits = ({
  line,
  now,
}: {
  readonly line: ProposalLine;
  readonly now: Temporal.Instant;
}): ReactElement => (
  <>
    {line.urgency === 'urgent' ? (
      <>
        <Tag meaning="urgent">Urgent</Tag>{' '}
      </>
    ) : null}
    Received {agoInWords(londonDay(instantOf(line.receivedAt)), londonDay(now))}.{' '}
    <a href={`/allocation/${line.referralId}`}>
      Choose somebody else<span className="nhsuk-u-visually-hidden"> for {line.personName}</span>
    </a>
  </>
);

const optionOf = (line: ProposalLine, now: Temporal.Instant): Choice => {
  const refusal = refusalWords(line);
  return {
    value: line.referralId,
    label: (
      <>
        <Bdi>{line.personName}</Bdi> with <Bdi>{line.workerName}</Bdi>: {line.score} points
      </>
    ),
    hint: (
      <>
        {refusal ? (
          <>
            <strong>{refusal}.</strong>{' '}
          </>
        ) : null}
        <Waits line={line} now={now} />
        <Reasons reasons={line.reasons} />
        {line.why.map(sentence => (
          <p key={sentence} className="nhsuk-u-margin-top-2 nhsuk-u-margin-bottom-0">
            <Bdi>{sentence}</Bdi>
          </p>
        ))}
      </>
    ),
  };
};

type LinesProps = {
  readonly proposalId: string;
  readonly lines: readonly ProposalLine[];
  readonly page: number;
  readonly now: Temporal.Instant;
  readonly errors?: FieldErrors | undefined;
  readonly typed?: FormInput | undefined;
};

/** Nothing is ticked beforehand: a person reads, then says so. */
export const ProposedLines = (props: LinesProps): ReactElement => {
  const { proposalId, lines, page, now, errors, typed } = props;
  const open = lines.filter(isOpen);
  const decided = lines.filter(line => !isOpen(line));
  return (
    <>
      {open.length > 0 ? (
        <Form action={`/allocation/proposals/${proposalId}`} errors={errors} values={typed}>
          <HiddenField name="page" value={String(page)} />
          {open.map(line => (
            <HiddenField key={line.referralId} name="shown" value={line.referralId} />
          ))}
          <CheckboxesField
            name="line"
            label="Who goes to whom"
            hint="Tick what you agree with. The points add up to the number beside each name."
            options={open.map(line => optionOf(line, now))}
          />
          <ButtonGroup>
            <SubmitButton name="give" value="ticked">
              Give the ticked ones
            </SubmitButton>
            <SubmitButton name="give" value="all" variant="secondary">
              {open.length === 1 ? 'Give the one on this page' : `Give all ${open.length} on this page`}
            </SubmitButton>
          </ButtonGroup>
        </Form>
      ) : null}
      {decided.length > 0 ? <Decided lines={decided} /> : null}
    </>
  );
};

const Decided = ({ lines }: { readonly lines: readonly ProposalLine[] }): ReactElement => (
  <Table
    caption="Decided already"
    columns={[
      { heading: 'Person', rowHeader: true, cell: line => <Bdi>{line.personName}</Bdi> },
      { heading: 'Proposed', cell: line => <Bdi>{line.workerName}</Bdi> },
      {
        heading: 'What became of it',
        cell: line => <Bdi>{[refusalWords(line), outcomeWords(line)].filter(Boolean).join('. ')}</Bdi>,
      },
    ]}
    rows={lines}
    rowKey={line => line.referralId}
    empty=""
  />
);

const WhyNot = ({
  line,
  now,
}: {
  readonly line: ProposalLine;
  readonly now: Temporal.Instant;
}): ReactElement => (
  <>
    {line.why.map(sentence => (
      <p key={sentence} className="nhsuk-u-margin-bottom-2">
        <Bdi>{sentence}</Bdi>
      </p>
    ))}
    {line.wouldTake.length > 0 ? (
      <>
        <strong>What it would take:</strong>
        <ul className="nhsuk-list nhsuk-list--bullet nhsuk-u-margin-bottom-2">
          {line.wouldTake.map(each => (
            <li key={each}>
              <Bdi>{each}</Bdi>
            </li>
          ))}
        </ul>
      </>
    ) : null}
    {isOpen(line) ? <Waits line={line} now={now} /> : <strong>{outcomeWords(line)}</strong>}
  </>
);

export const NotPlacedLines = ({ lines, now }: Pick<LinesProps, 'lines' | 'now'>): ReactElement => (
  <Table
    caption="For whom nobody could be proposed"
    columns={[
      { heading: 'Person', rowHeader: true, cell: line => <Bdi>{line.personName}</Bdi> },
      { heading: 'Why not', cell: line => <WhyNot line={line} now={now} /> },
    ]}
    rows={lines}
    rowKey={line => line.referralId}
    empty="A link worker could be proposed for everybody"
  />
);

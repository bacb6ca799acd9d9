// What the service told the referrer, word for word as in the letter: this page is the form that everybody can read.
import type { ReactElement } from 'react';
import { formatInstant, instantOf } from '#kernel';
import { type KeptMessage, type LetterSection, MESSAGE_BACK_TITLES, messageBackLetter } from '#messages';
import type { Referral } from '#referrals';
import { Bdi, Card, Details, SummaryList, Table } from '#ui';

type MessagesProps = { readonly referral: Referral; readonly messages: readonly KeptMessage[] };

/** The newest message open, earlier ones folded away. */
export const Messages = ({ referral, messages }: MessagesProps): ReactElement => {
  const [newest, ...earlier] = messages;
  return (
    <section aria-labelledby="messages-heading">
      <h2 className="nhsuk-heading-m" id="messages-heading">
        Messages from the service
      </h2>
      {newest ? <Message referral={referral} message={newest} /> : <p>None yet.</p>}
      {earlier.map(message => (
        <Details
          key={message.id}
          summary={`${MESSAGE_BACK_TITLES[message.content.kind]}, ${formatInstant(instantOf(message.madeAt))}`}
        >
          <Message referral={referral} message={message} />
        </Details>
      ))}
    </section>
  );
};

const Message = ({ referral, message }: { referral: Referral; message: KeptMessage }): ReactElement => {
  const letter = messageBackLetter(message.content);
  return (
    <Card heading={letter.title} level="h3">
      <p className="nhsuk-body-s">{formatInstant(instantOf(message.madeAt))}</p>
      {letter.sections.map(section => (
        <Section key={section.heading} section={section} />
      ))}
      <p>
        <a href={`/referrals/${referral.id}/messages/${message.id}/letter.pdf`}>
          Open as a letter (PDF)<span className="nhsuk-u-visually-hidden">: {letter.title}</span>
        </a>
      </p>
    </Card>
  );
};

const Section = ({ section }: { section: LetterSection }): ReactElement => {
  const { heading, paragraphs = [], bullets = [], rows = [], table, remark } = section;
  return (
    <>
      <h4 className="nhsuk-heading-s">{heading}</h4>
      {paragraphs.map(paragraph => (
        <p key={paragraph}>
          <Bdi>{paragraph}</Bdi>
        </p>
      ))}
      {bullets.length > 0 ? (
        <ul className="nhsuk-list nhsuk-list--bullet">
          {bullets.map(bullet => (
            <li key={bullet}>
              <Bdi>{bullet}</Bdi>
            </li>
          ))}
        </ul>
      ) : null}
      {rows.length > 0 ? (
        <SummaryList rows={rows.map(({ label, value }) => ({ key: label, value: <Bdi>{value}</Bdi> }))} />
      ) : null}
      {table ? <SectionTable heading={heading} table={table} /> : null}
      {remark ? <p>{remark}</p> : null}
    </>
  );
};

const SectionTable = ({
  heading,
  table,
}: {
  heading: string;
  table: NonNullable<LetterSection['table']>;
}): ReactElement => (
  <Table
    caption={heading}
    captionHidden
    columns={table.columns.map((column, index) => ({
      heading: column,
      rowHeader: index === 0,
      cell: (row: readonly string[]) => <Bdi>{row[index] ?? ''}</Bdi>,
    }))}
    rows={table.rows}
    rowKey={(_row, index) => String(index)}
  />
);

// Where a person asks for help for themselves, in their language: what this is, what happens next, what is private.
import type { ReactElement, ReactNode } from 'react';
import {
  directionOf,
  type MessageKey,
  type Translated,
  translator,
  unreviewedMark,
  type Values,
} from '#translations';
import { ButtonLink, Form, HiddenField, InEnglish, InsetText, Layout, PageHeading, SubmitButton } from '#ui';
import { DraftList, type OwnDraft } from './draft-list.tsx';

type Props = {
  readonly organisation: string;
  readonly phone: string | null;
  readonly responseDays: number;
  readonly base: string;
  /** Of the reader: one that `isOffered`. */
  readonly language: string;
  readonly drafts: readonly OwnDraft[];
};

const MINUTES = 5;

export const SelfStartPage = ({
  organisation,
  phone,
  responseDays,
  base,
  language,
  drafts,
}: Props): ReactElement => {
  const t = translator(language, { unreviewed: 'marked' });
  const say = (key: MessageKey, values?: Values): ReactNode => (
    <Said of={t(key, values)} language={language} />
  );
  return (
    <Layout title={t('start.title').text}>
      <Mark language={language} />
      <PageHeading caption={say('start.service', { organisation })} size="xl">
        {say('start.title')}
      </PageHeading>
      <h2 className="nhsuk-heading-m">{say('start.what-heading')}</h2>
      <p>{say('start.what')}</p>
      <p>{say('start.what-matters')}</p>
      <InsetText>
        <p>{say('start.free')}</p>
        <p>{say('start.interpreter')}</p>
      </InsetText>
      <h2 className="nhsuk-heading-m">{say('start.next-heading')}</h2>
      <ol className="nhsuk-list nhsuk-list--number">
        <li>{say('start.next-answer')}</li>
        <li>{say('start.next-contact', { days: responseDays })}</li>
        <li>{say('start.next-talk')}</li>
      </ol>
      <h2 className="nhsuk-heading-m">{say('start.private-heading')}</h2>
      <Paragraph of={t('notice.immigration')} />
      <Paragraph of={t('notice.who-sees', { organisation })} />
      <Paragraph of={t('notice.sharing')} />
      <Form action={`${base}/start`}>
        <HiddenField name="journey" value="self" />
        <p>{say('start.how-long', { minutes: MINUTES })}</p>
        {language === 'en' ? null : <p>{say('start.questions-in-english')}</p>}
        <SubmitButton>{say('start.button')}</SubmitButton>
      </Form>
      <div lang="en" dir="ltr">
        <DraftList drafts={drafts} base={base} visitor />
      </div>
      {phone ? <p>{say('start.phone', { phone })}</p> : null}
      <InsetText>
        <p>{say('start.emergency')}</p>
      </InsetText>
      <ButtonLink href={`${base}/professional`} variant="secondary">
        {say('start.someone-else')}
      </ButtonLink>
    </Layout>
  );
};

/** Words in the reader's language, or marked as English where no translation may be shown. */
const Said = ({ of, language }: { of: Translated; language: string }): ReactNode =>
  of.lang === language ? of.text : <InEnglish>{of.text}</InEnglish>;

/** A notice, which may be in English on a page of another language: then it also reads from its own side. */
const Paragraph = ({ of }: { of: Translated }): ReactElement => (
  <p lang={of.lang} dir={directionOf(of.lang)}>
    {of.text}
  </p>
);

/** Says openly, in both languages, that nobody has checked the translation. */
const Mark = ({ language }: { language: string }): ReactElement | null => {
  const mark = unreviewedMark(language);
  return mark ? (
    <InsetText>
      <p>{mark.text}</p>
      <p>
        <InEnglish>This translation has not yet been checked by a translator.</InEnglish>
      </p>
    </InsetText>
  ) : null;
};

// Where a person asks for help for themselves, in their language: what this is, what happens next, what is private.
import type { ReactElement } from 'react';
import { translator } from '#translations';
import { ButtonLink, Form, HiddenField, InsetText, Layout, PageHeading, SubmitButton } from '#ui';
import { SpokenParagraph, sayIn, UnreviewedMark } from '#web';
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
  const say = sayIn(language);
  return (
    <Layout title={t('start.title').text}>
      <UnreviewedMark language={language} />
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
      <SpokenParagraph of={t('notice.immigration')} />
      <SpokenParagraph of={t('notice.who-sees', { organisation })} />
      <SpokenParagraph of={t('notice.sharing')} />
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

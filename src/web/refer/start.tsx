// Handlers of the start pages.

import { z } from 'zod';
import { type Answered, choice, languageAsked, notFound, page, parseForm, type Req } from '#web';
import { begin, ownDrafts } from './handlers.tsx';
import { baseOf } from './journey.ts';
import { SelfStartPage } from './self-start-page.tsx';
import { ProfessionalStartPage, StaffStartPage } from './start-pages.tsx';

export const startForStaff = async (req: Req): Promise<Answered> =>
  page(<StaffStartPage drafts={await ownDrafts(req, 'referrer')} />);

export const beginStaff = (req: Req): Promise<Answered> => begin(req, 'referrer');

/** The organisation's public page: asking for oneself first, referring somebody else one step away. */
export async function startPublic(req: Req): Promise<Answered> {
  const organisation = req.organisation;
  if (!organisation) return notFound();
  const language = languageAsked(req);
  const base = baseOf('self', organisation.slug);
  const about = await req.ctx.tx
    .selectFrom('organisations')
    .select(['phone', 'response_days'])
    .executeTakeFirst();
  const body = (
    <SelfStartPage
      organisation={organisation.name}
      phone={about?.phone ?? null}
      responseDays={about?.response_days ?? 5}
      base={base}
      language={language}
      drafts={await ownDrafts(req, 'self')}
    />
  );
  return page(body, { language, translations: base });
}

export async function startForProfessional(req: Req): Promise<Answered> {
  const organisation = req.organisation;
  if (!organisation) return notFound();
  const base = baseOf('professional', organisation.slug);
  return page(
    <ProfessionalStartPage
      organisation={organisation.name}
      base={base}
      drafts={await ownDrafts(req, 'professional')}
    />,
  );
}

const wanted = z.object({ journey: choice(['self', 'professional'], 'Choose who the help is for') });

export async function beginPublic(req: Req): Promise<Answered> {
  const parsed = parseForm(wanted, req.body);
  return parsed.ok ? begin(req, parsed.value.journey) : notFound();
}

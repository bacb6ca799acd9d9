// Words of other lists that nobody understood yet: what is looked at, and many decided at once.
import { z } from 'zod';
import { countUnknownStrings, decideUnknownStrings, listEveryKind, listUnknownStrings } from '#directory';
import type { FieldErrors } from '#ui';
import {
  type Answered,
  choiceOr,
  openText,
  optionalText,
  page,
  parseForm,
  type Req,
  redirect,
  sealText,
  several,
} from '#web';
import { count, pageOf } from './sources.tsx';
import { hrefOf, piecesOf, type View, WORDS_ROOT, WordsPage, type WordsProps } from './words-page.tsx';

const PURPOSE = 'directory-words';

function viewOf(req: Req, waiting: WordsProps['waiting']): View {
  const { for: asked, search: sealed = '', show } = req.query;
  const first = waiting.language > 0 || waiting['taxonomy-term'] === 0 ? 'language' : 'taxonomy-term';
  const field = asked === 'language' || asked === 'taxonomy-term' ? asked : first;
  const query = openText(req, PURPOSE, sealed) ?? '';
  return { decided: show === 'explained', field, query, sealed: query ? sealed : '', shown: pageOf(req) };
}

async function propsOf(req: Req): Promise<WordsProps> {
  const waiting = await countUnknownStrings(req.ctx);
  const view = viewOf(req, waiting);
  const { decided, query } = view;
  const field = decided ? undefined : view.field;
  const listed = await listUnknownStrings(req.ctx, { decided, field, query, page: view.shown });
  return { ...listed, waiting, view, kinds: await listEveryKind(req.ctx) };
}

export async function showWords(req: Req): Promise<Answered> {
  return page(<WordsPage {...(await propsOf(req))} />);
}

const findForm = z.object({
  for: choiceOr(['language', 'taxonomy-term'] as const, 'language'),
  show: optionalText({ max: 20 }),
  q: optionalText({ max: 100 }),
});

/** What is typed stands in no address: it leads to the words that have these letters. */
export async function findWords(req: Req): Promise<Answered> {
  const parsed = parseForm(findForm, req.body);
  if (!parsed.ok) return redirect(WORDS_ROOT);
  const { for: field, show, q } = parsed.value;
  const sealed = q ? sealText(req, PURPOSE, q) : '';
  return redirect(hrefOf({ decided: show === 'explained', field, sealed }));
}

const form = z.object({
  words: several(),
  every: choiceOr(['', 'yes'], ''),
  nothing: choiceOr(['', 'yes'], ''),
  meaning: optionalText({ max: 300 }),
});

export async function decideWords(req: Req): Promise<Answered> {
  const parsed = parseForm(form, req.body);
  const props = await propsOf(req);
  const again = (errors: FieldErrors) =>
    page(<WordsPage {...props} errors={errors} input={parsed.input} />, { status: 422 });
  if (!parsed.ok) return again(parsed.errors);
  const { words, every, meaning, nothing } = parsed.value;
  // An empty answer for a thousand words must be meant.
  if (!meaning && !nothing) return again({ meaning: 'Say what they mean, or tick that they mean nothing' });
  const { field, query } = props.view;
  const which = every ? { query } : { ids: words };
  const pieces = nothing ? [] : piecesOf(meaning);
  const answer = await decideUnknownStrings(req.ctx, { field, which, meaning: pieces });
  if (!answer.ok)
    return again(
      answer.reason === 'none-chosen'
        ? { words: 'Tick the words that you can explain' }
        : {
            meaning:
              field === 'language'
                ? 'Enter the name of a language, such as Arabic'
                : 'Choose a kind of service',
          },
    );
  const notice = `${answer.value === 1 ? '1 word' : `${count.format(answer.value)} words`} explained. It is used the next time the list is read.`;
  return redirect(hrefOf({ decided: false, field, sealed: props.view.sealed }), { notice });
}

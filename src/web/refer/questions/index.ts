// All question pages by name.
import type { QuestionName } from '../journey.ts';
import { aboutYou } from './about-you.tsx';
import { consent } from './consent.tsx';
import { contact } from './contact.tsx';
import { help } from './help.tsx';
import { identity } from './identity.tsx';
import { languages } from './languages.tsx';
import { name } from './name.tsx';
import { preferences } from './preferences.tsx';
import type { Question } from './question.ts';
import { reason } from './reason.tsx';

export const QUESTIONS = {
  'about-you': aboutYou,
  consent,
  name,
  identity,
  contact,
  languages,
  preferences,
  help,
  reason,
} satisfies Record<QuestionName, Question>;

/** A question by the name in an address, without its own type. */
export const questionOf = (named: QuestionName): Question => QUESTIONS[named] as Question;

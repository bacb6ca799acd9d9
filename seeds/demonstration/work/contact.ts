// One contact with a person: how, for how long, with what interpreting, and a note that fits.
import type { Moment } from '../chance/time-line.ts';
import type { Row } from '../plan.ts';
import { type Case, newId, shareLanguage, tell } from './case.ts';
import type { Allocated } from './triage.ts';

export type Contact = Row<'contacts'>;
type Mode = 'face_to_face' | 'home_visit' | 'telephone' | 'video' | 'text' | 'email' | 'group';
type Missed = 'no_answer' | 'message_left' | 'did_not_attend' | 'cancelled_by_person' | 'cancelled_by_us';

/** Each with the way it happened in. */
const MISSED_NOTES: Readonly<Record<Missed, readonly [Mode, readonly string[]]>> = {
  no_answer: [
    'telephone',
    ['Rang, no answer. Will try again in the afternoon.', 'No answer; sent a text in {language}.'],
  ],
  message_left: [
    'telephone',
    ['Left a message with only a name and number, as agreed.', 'Left a voice message in {language}.'],
  ],
  did_not_attend: [
    'face_to_face',
    [
      'Did not come today. Sent a kind text and a new time.',
      'Missed the bus, as it turned out. New time agreed.',
    ],
  ],
  cancelled_by_person: [
    'face_to_face',
    ['{name} rang to say that today was not a good day. Moved to next week.'],
  ],
  cancelled_by_us: ['face_to_face', ['I was ill. Rang with apologies and a new time.']],
};
const MISSED = Object.keys(MISSED_NOTES) as Missed[];

const FIRST_NOTES: Readonly<
  Record<'face_to_face' | 'home_visit' | 'telephone' | 'video', readonly string[]>
> = {
  face_to_face: [
    'Met at the library café. {name} showed me pictures of {their} family. What matters most: {matters}',
    'A long first talk. I explained my role, what I can and cannot do, and that {they} could stop at any time. {matters}',
    'First conversation, in the quiet room. We talked about what matters: {matters} Agreed to go gently.',
  ],
  home_visit: ['Visited {name} at home and was given tea. What matters most: {matters}'],
  telephone: [
    'First conversation by phone. {name} would like to meet in person next time. What matters most: {matters}',
    'Rang at the agreed time. {name} had thought about it beforehand. {matters}',
  ],
  video: [
    'First conversation by video; {name} showed me the view from the window. What matters most: {matters}',
  ],
};

const OTHER_NOTES: Readonly<Record<Mode, readonly string[]>> = {
  face_to_face: [
    'A hard week. We did not talk about plans; {name} talked and I listened.',
    'Met in the park, since the sun was out. Walked round twice.',
    'Tea at the day centre. {name} knew more people there than I do.',
    'Went through the letters together and put them in order.',
    '{name} brought a list of questions. We answered most of them and found out where to ask the rest.',
    'Looked back at the plan. {name} crossed two things off.',
    'Walked to the first visit together and had a coffee after.',
  ],
  home_visit: [
    'Visited at home. The kettle was on before I sat down.',
    'Filled in the form at the kitchen table.',
  ],
  telephone: [
    'Short call to see how things are. A better week.',
    'Rang the day before the appointment; {name} knew the time and the place.',
    '{name} rang with good news and wanted somebody to tell.',
    'Sorted out a mix-up about the time of the class.',
  ],
  video: [
    'Video call. We looked at the map together.',
    'Video call from the bus stop, to be sure that it was the right one.',
    'Video call; {name} held up each letter and we read them one by one.',
    'Video call with bad sound, so we wrote to each other and laughed.',
  ],
  text: [
    'Sent the details by text in {language}.',
    '{name} sent a picture from the first visit.',
    'Text to confirm Thursday; the answer was a smile.',
  ],
  email: ['Sent the form by email; it came back filled in.', 'Sent a short summary of what we agreed.'],
  group: [
    'Went along to the group. {name} introduced me to a friend.',
    'Met at the open day; {name} stayed on after I left.',
  ],
};

const NOT_INTERPRETED = {
  interpreter: 'not_needed',
  interpreter_language: null,
  interpreter_reason: null,
} as const;

/** How an interpreter took part, and why it was not a professional where that was so. */
function interpreting(
  story: Case,
  { worker }: Allocated,
): Pick<Contact, 'interpreter' | 'interpreter_language' | 'interpreter_reason'> {
  const { dice, persona } = story;
  const language = persona.language.tag;
  if (!persona.interpreter) return NOT_INTERPRETED;
  if (shareLanguage(worker, persona))
    return { interpreter: 'bilingual_worker', interpreter_language: language, interpreter_reason: null };
  const how = dice.weighted({
    professional: 78,
    family_or_friend: 7,
    none_available: 7,
    declined: persona.english === 'little' ? 1 : 8,
    not_known: 4,
  });
  const reasons: Readonly<Record<string, string>> = {
    family_or_friend:
      'The booked interpreter did not come; {name} asked that an adult relative help with the time of the next visit only.',
    none_available:
      'No {language} interpreter could be found for this day; we used pictures and agreed a new time.',
    declined: '{name} wished to practise English today.',
  };
  const reason = reasons[how];
  return {
    interpreter: how,
    interpreter_language: how === 'not_known' || how === 'declined' ? null : language,
    interpreter_reason: reason === undefined ? null : tell(story, reason),
  };
}

type Shape = { readonly mode: Mode; readonly reached: string; readonly note: string };

function contact(story: Case, allocated: Allocated, at: Moment, { mode, reached, note }: Shape): Contact {
  const { dice, timeLine, persona } = story;
  const talked = reached === 'reached' && mode !== 'text' && mode !== 'email';
  // Double time is usual when somebody interprets.
  const minutes = talked ? dice.int(4, 9) * 5 * (persona.interpreter ? 2 : 1) : dice.int(2, 10);
  return {
    id: newId(story, at),
    person_id: story.personId,
    referral_id: story.referralId,
    worker_id: allocated.worker.id,
    happened_at: timeLine.instant(at),
    minutes,
    mode,
    reached,
    ...(talked ? interpreting(story, allocated) : NOT_INTERPRETED),
    note: tell(story, note),
    recorded_at: timeLine.instant(at + minutes),
    recorded_by: allocated.worker.id,
  };
}

/** Nobody was there, or it was called off. */
export function missedContact(
  story: Case,
  allocated: Allocated,
  at: Moment,
  ways: readonly Missed[] = MISSED,
): Contact {
  const reached = story.dice.pick(ways);
  const [mode, notes] = MISSED_NOTES[reached];
  return contact(story, allocated, at, { mode, reached, note: story.dice.pick(notes) });
}

export function firstConversation(story: Case, allocated: Allocated, at: Moment): Contact {
  const { dice, topics } = story;
  const mode = dice.weighted({ face_to_face: 52, telephone: 30, home_visit: 10, video: 8 });
  const said = topics[0] === undefined ? '' : `“${dice.pick(topics[0].matters)}”`;
  return contact(story, allocated, at, {
    mode,
    reached: 'reached',
    note: dice.pick(FIRST_NOTES[mode]).replace('{matters}', said),
  });
}

/** @param told notes of this referral so far, so that nothing happens twice; the new one is added. */
export function laterConversation(story: Case, allocated: Allocated, at: Moment, told: Set<string>): Contact {
  const { dice, topics } = story;
  const mode = dice.weighted({
    face_to_face: 42,
    telephone: 30,
    home_visit: 7,
    video: 7,
    text: 7,
    group: 4,
    email: 3,
  });
  const about = topics.flatMap(topic => topic.notes).filter(note => !told.has(note));
  const others = OTHER_NOTES[mode].filter(note => !told.has(note));
  const meeting = mode === 'face_to_face' || mode === 'telephone' || mode === 'home_visit';
  const pool = meeting && about.length > 0 && (others.length === 0 || dice.chance(0.65)) ? about : others;
  const note = dice.pick(pool.length > 0 ? pool : OTHER_NOTES[mode]);
  told.add(note);
  return contact(story, allocated, at, { mode, reached: 'reached', note });
}

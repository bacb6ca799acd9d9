// The message back as a letter, in the order PRSB asks for: plan and requested actions first, then what happened.
import { formatDay, formatNhsNumber, formatPartialDate, unreachable } from '#kernel';
import type { Letter, LetterRow, LetterSection } from './letter.ts';
import { MESSAGE_BACK_TITLES, type MeasuredValue, type MessageBack, suggestedCode } from './message-back.ts';

export function messageBackLetter(message: MessageBack): Letter {
  const { person } = message;
  return {
    to: message.to,
    from: message.from,
    date: message.writtenOn,
    reference: message.referral.reference,
    about: {
      name: person.name,
      birthDate: birthDateInWords(person.birthDate),
      nhsNumber: person.nhsNumber === null ? 'Not known' : formatNhsNumber(person.nhsNumber),
    },
    greeting: 'Dear colleague',
    title: MESSAGE_BACK_TITLES[message.kind],
    // What is empty is not printed, except where silence would be read as an answer (PRSB v1.1 guidance).
    sections: [
      planAndActions(message),
      whatHappened(message),
      goals(message),
      services(message),
      ...measures(message),
      contacts(message),
      risks(message),
      forTheRecord(message),
      aboutTheReferral(message),
    ].filter(section => section !== null),
    closing: closingOf(message),
    language: 'en-GB',
  };
}

/** Says what is missing, so that a year is not read as an unfinished entry. */
function birthDateInWords(date: string | null): string {
  if (date === null) return 'Not known';
  const missing =
    date.length === 4 ? ' (only the year is known)' : date.length === 7 ? ' (the day is not known)' : '';
  return `${formatPartialDate(date)}${missing}`;
}

function planAndActions(message: MessageBack): LetterSection {
  const actions =
    message.kind === 'question'
      ? ['Please answer our question below.', ...message.requestedActions]
      : message.requestedActions;
  const agreed = message.plan.length > 0 && AGREED[message.agreedWithPerson];
  return {
    heading: 'Plan and requested actions',
    paragraphs: [actions.length === 0 ? 'No actions needed.' : 'We ask you to act on this:'],
    bullets: actions,
    rows: message.plan.length === 0 ? [] : [{ label: 'What happens next', value: message.plan.join('\n') }],
    ...(agreed ? { remark: agreed } : {}),
  };
}

const AGREED: Record<MessageBack['agreedWithPerson'], string> = {
  yes: 'This was agreed with the person.',
  no: 'The person did not agree to this.',
  not_asked: 'The person has not been asked yet whether they agree to this.',
  not_now: 'The person did not want to say yet whether they agree to this.',
  declined: 'The person did not want to say whether they agree to this.',
  not_known: 'It is not known whether the person agrees to this.',
};

function whatHappened(message: MessageBack): LetterSection {
  const note = paragraphsOf(message.note);
  const reason = message.reason === null ? [] : [`${message.reason}.`.replace(/([.?!])\.$/, '$1')];
  const on = formatDay(message.decidedOn);
  switch (message.kind) {
    case 'accepted':
      return {
        heading: 'What happened',
        paragraphs: [`We accepted the referral on ${on}.`, ...reason, ...note],
      };
    case 'declined':
      return {
        heading: 'Why we could not take this referral',
        paragraphs: [...reason, `We decided this on ${on}.`, ...note],
      };
    case 'question':
      return {
        heading: 'Our question',
        paragraphs: [...paragraphsOf(message.question ?? ''), ...note, 'The referral waits for your answer.'],
      };
    case 'closed':
      return {
        heading: 'What happened',
        paragraphs: [`Our work with the person ended on ${on}.`, ...reason, ...note],
      };
    default:
      return unreachable(message.kind);
  }
}

const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n\s*\n/)
    .map(paragraph => paragraph.trim())
    .filter(paragraph => paragraph !== '');

const GOAL_STATUS: Record<MessageBack['goals'][number]['status'], string> = {
  in_progress: 'In progress',
  achieved: 'Achieved',
  partly_achieved: 'Partly achieved',
  not_achieved: 'Not achieved',
  no_longer_wanted: 'No longer wanted',
};

function goals({ goals }: MessageBack): LetterSection | null {
  if (goals.length === 0) return null;
  const rows = goals.map(goal => [goal.description, withNote(GOAL_STATUS[goal.status], goal.note)]);
  return { heading: 'What mattered to the person', table: { columns: ['Goal', 'How it went'], rows } };
}

const withNote = (words: string, note: string | null): string => (note ? `${words}. ${note}` : words);

const HOW: Record<MessageBack['services'][number]['how'], string> = {
  used: 'Used',
  referred: 'Referred on',
  signposted: 'Told about it (signposted)',
};

function services({ services }: MessageBack): LetterSection | null {
  if (services.length === 0) return null;
  const rows = services.map(service => [service.name, HOW[service.how], service.outcome ?? 'Not recorded']);
  return { heading: 'Services and support', table: { columns: ['Service', 'How', 'What came of it'], rows } };
}

const MISSING: Record<Exclude<MeasuredValue['status'], 'answered'>, string> = {
  not_asked: 'Not asked',
  not_now: 'Not answered then',
  declined: 'Chose not to answer',
  not_known: 'Not known',
  not_taken: 'Not taken',
};

const valueInWords = (value: MeasuredValue): string =>
  value.status === 'answered' ? String(value.value) : MISSING[value.status];

function measures({ measures }: MessageBack): LetterSection[] {
  return measures.map(measure => {
    const pairs = measure.items.filter(
      item => item.start.status === 'answered' && item.end.status === 'answered',
    ).length;
    const asked = measure.asked === null ? '' : ` Asked in ${measure.asked}.`;
    return {
      heading: measure.title,
      ...(measure.scale === null ? {} : { paragraphs: [`${measure.scale}.${asked}`] }),
      table: {
        columns: [
          'Question',
          columnName('At the start', measure.startOn),
          columnName('At the end', measure.endOn),
        ],
        rows: measure.items.map(item => [item.wording, valueInWords(item.start), valueInWords(item.end)]),
      },
      remark: `${pairs} of ${measure.items.length} answers can be compared. They do not show what caused a change, because there is no comparison group.`,
    };
  });
}

const columnName = (name: string, on: string | null): string =>
  on === null ? name : `${name}\n${formatDay(on)}`;

function contacts({ contacts }: MessageBack): LetterSection | null {
  if (contacts === null) return null;
  if (contacts.count === 0)
    return { heading: 'Contacts', paragraphs: ['There was no contact with the person.'] };
  const { firstOn, lastOn } = contacts;
  const when =
    firstOn === null || lastOn === null
      ? ''
      : firstOn === lastOn
        ? ` on ${formatDay(firstOn)}`
        : ` from ${formatDay(firstOn)} to ${formatDay(lastOn)}`;
  const ways = contacts.ways.map(way => `${way.count} ${way.how}`).join(', ');
  const languages =
    contacts.interpreterLanguages.length === 0 ? '' : ` (${contacts.interpreterLanguages.join(', ')})`;
  const interpreted =
    contacts.interpreted === 0
      ? 'No interpreter was used.'
      : `An interpreter helped in ${contacts.interpreted} of them${languages}.`;
  const summary = `${contacts.count} ${contacts.count === 1 ? 'contact' : 'contacts'}${when}${ways === '' ? '' : `: ${ways}`}.`;
  return { heading: 'Contacts', paragraphs: [`${summary} ${interpreted}`] };
}

function risks({ risks }: MessageBack): LetterSection {
  const heading = 'Risks';
  if (risks === 'none_known') return { heading, paragraphs: ['We know of no risks.'] };
  if (risks === 'not_recorded')
    return {
      heading,
      paragraphs: [
        'No risk assessment is recorded for this referral. This does not mean that there is no risk.',
      ],
    };
  return { heading, bullets: risks };
}

function forTheRecord(message: MessageBack): LetterSection | null {
  const code = suggestedCode(message);
  if (code === null) return null;
  return {
    heading: 'For your record',
    paragraphs: [`You may want to record this SNOMED CT code. ${code.advice}`],
    rows: [{ label: code.code, value: code.term }],
  };
}

const SHARING: Record<MessageBack['sharingAgreed'], string> = {
  yes: 'The person agreed to it',
  no: 'The person did not agree to more than this',
  not_asked: 'The person was not asked',
  not_now: 'The person did not want to say then',
  declined: 'The person did not want to say',
  not_known: 'Not known',
};

function gpPracticeInWords(practice: MessageBack['person']['gpPractice']): string {
  if (practice === 'not_registered') return 'Not registered with a GP practice';
  return practice === 'not_known' ? 'Not known' : practice.name;
}

function aboutTheReferral({ referral, person, sharingAgreed }: MessageBack): LetterSection {
  const row = (label: string, value: string | null): LetterRow[] =>
    value === null ? [] : [{ label, value }];
  const referredBy = [referral.referrerName, referral.referrerOrganisation].filter(Boolean).join(', ');
  return {
    heading: 'About this referral',
    rows: [
      ...row('Reference', referral.reference),
      ...row('Received', formatDay(referral.receivedOn)),
      ...row('Referred by', referredBy || null),
      ...row('First contact', referral.firstContactOn && formatDay(referral.firstContactOn)),
      ...row('GP practice', gpPracticeInWords(person.gpPractice)),
      ...row('Sharing this message', SHARING[sharingAgreed]),
    ],
  };
}

function closingOf({ writtenBy, from }: MessageBack): string[] {
  return ['Yours sincerely', '', writtenBy.name, writtenBy.role, from.organisation, writtenBy.contact].filter(
    line => line !== null,
  );
}

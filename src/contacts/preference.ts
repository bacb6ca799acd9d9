// What a contact shows of a person's wishes: alone or in a group, and how they could talk with each other (guidance P1a, P1d).
import type { AccountId } from '#kernel';
import type { Shown } from '#people';
import type { ContactWords, Interpreting } from './contact.ts';

const LANGUAGE: Readonly<Record<Interpreting, Pick<Shown, 'what' | 'reason'> | null>> = {
  // Not needed: they talked in a language that was settled when the worker was chosen.
  not_needed: null,
  professional: { what: 'interpreter', reason: 'interpreter-used-instead' },
  bilingual_worker: { what: 'worker-speaks' },
  family_or_friend: { what: 'relative-or-friend', reason: 'other' },
  none_available: { what: 'none', reason: 'not-possible-here' },
  declined: null,
  not_known: null,
};

/** Letters and texts are neither alone nor in a group. */
const SPOKEN = new Set(['face_to_face', 'home_visit', 'telephone', 'video']);

export function shownBy(
  {
    mode,
    interpreting,
    interpreterLanguage,
  }: Pick<ContactWords, 'mode' | 'interpreting' | 'interpreterLanguage'>,
  workerId: AccountId,
): readonly Shown[] {
  const language = LANGUAGE[interpreting];
  const what = mode === 'group' ? 'group' : SPOKEN.has(mode) ? 'individual' : null;
  return [
    ...(language
      ? [{ kind: 'language', language: interpreterLanguage, workerId, ...language } as const]
      : []),
    ...(what ? [{ kind: 'format', what, workerId } as const] : []),
  ];
}

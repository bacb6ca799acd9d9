// A made-up person as the stories about them need them: who they are, what they speak, where they belong in the service.
import { languageName } from '#kernel';
import { type Dice, diceFor } from '../chance/dice.ts';
import type { SenderPlace, Service } from '../services/make-service.ts';
import { type Identity, identityFor, ORIGINS_SPELT_TWO_WAYS, writtenAgain } from './identity.ts';
import { testNhsNumber } from './numbers.ts';
import { ORIGINS, type Origin } from './origin.ts';

export type Persona = {
  /** Counted within the service. */
  readonly index: number;
  /** Counted over all services; numbers are given out by it. A second record has the one of the first. */
  readonly number: number;
  readonly identity: Identity;
  /** What they are called in a sentence. */
  readonly called: string;
  readonly sex: 'female' | 'male';
  readonly speaks: readonly string[];
  readonly reads: readonly string[];
  readonly language: { readonly tag: string; readonly label: string };
  readonly english: 'well' | 'some' | 'little';
  readonly interpreter: boolean;
  readonly parent: boolean;
  readonly team: number;
  /** Index of the sender that sent them first. */
  readonly sender: number;
  readonly gpPractice: SenderPlace | null;
  readonly gpRegistration: 'registered' | 'not_registered' | 'not_known' | 'not_asked';
  readonly nhsNumber: string | null;
  /** Another office's record of the person before. */
  readonly writtenAgain: boolean;
};

/** The record before it, seen by another office: four among the first sixty people, then one in sixty. */
export const isWrittenAgain = (index: number): boolean =>
  index % 60 === 8 || (index < 60 && index % 12 === 8);

function originOf(dice: Dice, deck: readonly Origin[], index: number): Origin {
  if (!isWrittenAgain(index + 1)) return deck[index % deck.length] ?? (ORIGINS[0] as Origin);
  return dice.pick(ORIGINS.filter(origin => ORIGINS_SPELT_TWO_WAYS.includes(origin.key)));
}

function englishOf(dice: Dice, origin: Origin): Persona['english'] {
  if (origin.speaks.includes('en')) return 'well';
  return dice.weighted({ little: 50, some: 30, well: 20 });
}

function languagesOf(
  dice: Dice,
  origin: Origin,
  english: Persona['english'],
): Pick<Persona, 'speaks' | 'reads'> {
  const [first = 'en', ...others] = origin.speaks;
  const spoken = [first, ...others.filter(() => dice.chance(0.5))];
  const reads = dice.chance(0.88) ? origin.reads.slice(0, dice.chance(0.8) ? 1 : 2) : [];
  const speaksEnglish = english !== 'little' && !spoken.includes('en');
  return { speaks: speaksEnglish ? [...spoken, 'en'] : spoken, reads };
}

/** Whoever was sent by a practice is registered there; of the others two in three are somewhere. */
function gpOf(dice: Dice, service: Service, sender: number): Pick<Persona, 'gpPractice' | 'gpRegistration'> {
  const place = service.senders[sender];
  if (place?.kind === 'gp_practice') return { gpPractice: place, gpRegistration: 'registered' };
  const near = service.senders.filter(one => one.kind === 'gp_practice' && one.team === (place?.team ?? 0));
  if (near.length > 0 && dice.chance(0.65))
    return { gpPractice: dice.pick(near), gpRegistration: 'registered' };
  return {
    gpPractice: null,
    gpRegistration: dice.weighted({ not_registered: 60, not_known: 25, not_asked: 15 }),
  };
}

type PersonaMaker = (index: number) => Persona;

function makePersona(
  dice: Dice,
  service: Service,
  origin: Origin,
  at: { index: number; number: number; year: number },
): Persona {
  const identity = identityFor(dice, origin, at.year);
  const english = englishOf(dice, identity.origin);
  const { speaks, reads } = languagesOf(dice, identity.origin, english);
  const tag = speaks[0] ?? 'en';
  const sender = dice.int(0, service.senders.length - 1);
  return {
    index: at.index,
    number: at.number,
    identity,
    called: identity.called,
    sex: identity.sex,
    speaks,
    reads,
    language: { tag, label: languageName(tag) },
    english,
    interpreter: english === 'little' || (english === 'some' && dice.chance(0.4)),
    parent: identity.age >= 21 && identity.age <= 52 && dice.chance(0.5),
    team: service.senders[sender]?.team ?? 0,
    sender,
    ...gpOf(dice, service, sender),
    nhsNumber: dice.chance(0.72) ? testNhsNumber(dice, at.number) : null,
    writtenAgain: false,
  };
}

/** @param before how many people the services before this one have; `year` is that of today. */
export function personaMaker(
  seed: number,
  service: Service,
  deck: readonly Origin[],
  { before, year }: { readonly before: number; readonly year: number },
): PersonaMaker {
  const { slug } = service.blueprint;
  const make = (index: number): Persona => {
    const dice = diceFor(seed, slug, 'persona', index);
    return makePersona(dice, service, originOf(dice, deck, index), { index, number: before + index, year });
  };
  return index => {
    if (!isWrittenAgain(index)) return make(index);
    const first = make(index - 1);
    const identity = writtenAgain(diceFor(seed, slug, 'written-again', index), first.identity);
    return { ...first, index, identity, called: identity.called, nhsNumber: null, writtenAgain: true };
  };
}

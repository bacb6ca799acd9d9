// Whether somebody can be understood at a service: at the door and by interpreter, kept apart (guidance P1a).
import { languageName, spokenLanguage } from '#kernel';
import type { ServiceFacts } from './facts.ts';
import { type Judged, lazily, no, notKnown, yes } from './judged.ts';
import { type Wish, wish } from './wish.ts';

export type LanguageHow = 'door' | 'interpreter' | 'either';

type Spoken = Pick<ServiceFacts, 'door' | 'byInterpreter' | 'interpreting'>;

const READS: Readonly<Record<LanguageHow, readonly (keyof Spoken)[]>> = {
  door: ['door'],
  interpreter: ['byInterpreter', 'interpreting'],
  either: ['door', 'byInterpreter', 'interpreting'],
};

/** A list of languages is taken to be whole: what it does not name is not spoken there. English is taken to be. */
export function languageWish(tag: string, how: LanguageHow): Wish {
  const [wanted, name] = [spokenLanguage(tag), languageName(tag)];
  const door = {
    yes: yes(`${name} spoken there`),
    no: no(`${name} is not spoken there`),
    unsaid: notKnown(`${name} spoken there`),
  };
  const by = {
    yes: yes(`${name} by interpreter`),
    no: no(`No ${name} interpreter`),
    unsaid: notKnown(`${name} interpreter`),
  };
  const atDoor = (facts: Spoken): Judged => {
    if (facts.door.length === 0) return wanted === 'en' ? door.yes : door.unsaid;
    return facts.door.includes(wanted) ? door.yes : door.no;
  };
  const interpreted = ({ byInterpreter, interpreting }: Spoken): Judged => {
    if (byInterpreter.length > 0) return byInterpreter.includes(wanted) ? by.yes : by.no;
    if (interpreting === null) return by.unsaid;
    return lazily('unknown', () => `Interpreters: “${interpreting.slice(0, 80)}”, ask them for ${name}`);
  };
  const judge = (facts: Spoken): Judged => {
    if (how !== 'either') return how === 'door' ? atDoor(facts) : interpreted(facts);
    const [there, other] = [atDoor(facts), interpreted(facts)];
    if (there.verdict === 'yes') return there;
    return other.verdict !== 'no' || there.verdict === 'no' ? other : there;
  };
  const label =
    how === 'door' ? `${name} spoken there` : how === 'interpreter' ? `${name} interpreter` : name;
  return wish({ key: `language ${how} ${wanted}`, name: 'language', label, reads: READS[how], judge });
}

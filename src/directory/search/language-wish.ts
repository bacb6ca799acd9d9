// Whether somebody can be understood at a service: at the door and by interpreter, kept apart (guidance P1a).
import { languageName, spokenLanguage } from '#kernel';
import type { ServiceFacts } from './facts.ts';
import { type Judged, no, notKnown, yes } from './judged.ts';
import type { Wish } from './wish.ts';

export type LanguageHow = 'door' | 'interpreter' | 'either';

/** A list of languages is taken to be whole: what it does not name is not spoken there. English is taken to be. */
export function languageWish(tag: string, how: LanguageHow): Wish {
  const [wanted, name] = [spokenLanguage(tag), languageName(tag)];
  const atDoor = ({ door }: ServiceFacts): Judged => {
    if (door.includes(wanted) || (wanted === 'en' && door.length === 0)) return yes(`${name} spoken there`);
    return door.length === 0 ? notKnown(`${name} spoken there`) : no(`${name} is not spoken there`);
  };
  const interpreted = ({ byInterpreter, interpreting }: ServiceFacts): Judged => {
    if (byInterpreter.includes(wanted)) return yes(`${name} by interpreter`);
    if (byInterpreter.length === 0)
      return interpreting === null
        ? notKnown(`${name} interpreter`)
        : { verdict: 'unknown', words: `Interpreters: “${interpreting.slice(0, 80)}”, ask them for ${name}` };
    return no(`No ${name} interpreter`);
  };
  const judge = (facts: ServiceFacts): Judged => {
    if (how !== 'either') return how === 'door' ? atDoor(facts) : interpreted(facts);
    const [door, other] = [atDoor(facts), interpreted(facts)];
    if (door.verdict === 'yes') return door;
    return other.verdict !== 'no' || door.verdict === 'no' ? other : door;
  };
  const label =
    how === 'door' ? `${name} spoken there` : how === 'interpreter' ? `${name} interpreter` : name;
  return { key: `language ${how} ${wanted}`, name: 'language', label, judge };
}

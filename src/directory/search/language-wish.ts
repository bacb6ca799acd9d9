// Whether somebody can be understood at a service: at the door and by interpreter, kept apart (guidance P1a).
import { languageName, understanding, varietyOf } from '#kernel';
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

/** Lists that say "Chinese" mostly mean Mandarin, and some of them Cantonese. */
const MAY_BE = new Set(['zh yue', 'zh nan', 'zh hak']);

/** How a list of languages answers for one: the very language before its name in general, and that before a near one. */
function heardIn(listed: readonly string[], wanted: string): { how: 'same' | 'near'; tag: string } | null {
  if (listed.includes(wanted)) return { how: 'same', tag: wanted };
  let near: string | null = null;
  for (const tag of listed) {
    const variety = varietyOf(tag);
    const how = understanding(wanted, variety);
    if (how === 'same') return { how, tag };
    if (how === 'near' || MAY_BE.has(`${variety} ${wanted}`)) near ??= tag;
  }
  return near === null ? null : { how: 'near', tag: near };
}

type Answers = { readonly yes: Judged; readonly no: Judged; readonly unsaid: Judged };

/** `said`: ' spoken there', of the language that the list names. */
function judgeList(listed: readonly string[], wanted: string, { yes: so, no: not }: Answers, said: string) {
  const heard = heardIn(listed, wanted);
  if (heard === null) return not;
  if (heard.how === 'near')
    return lazily(
      'unknown',
      () => `${languageName(heard.tag)}${said}: ask whether they understand each other`,
    );
  return heard.tag === wanted ? so : yes(`${languageName(heard.tag)}${said}: ask which`);
}

/** A list of languages is taken to be whole: what it does not name is not spoken there. English is taken to be. */
export function languageWish(tag: string, how: LanguageHow): Wish {
  const [wanted, name] = [varietyOf(tag), languageName(tag)];
  const [there, by] = [' spoken there', ' by interpreter'];
  const door: Answers = {
    yes: yes(name + there),
    no: no(`${name} is not spoken there`),
    unsaid: notKnown(name + there),
  };
  const interpreter: Answers = {
    yes: yes(name + by),
    no: no(`No ${name} interpreter`),
    unsaid: notKnown(`${name} interpreter`),
  };
  const atDoor = (facts: Spoken): Judged => {
    if (facts.door.length === 0) return wanted === 'en' ? door.yes : door.unsaid;
    return judgeList(facts.door, wanted, door, there);
  };
  const interpreted = ({ byInterpreter, interpreting }: Spoken): Judged => {
    if (byInterpreter.length > 0) return judgeList(byInterpreter, wanted, interpreter, by);
    if (interpreting === null) return interpreter.unsaid;
    return lazily('unknown', () => `Interpreters: “${interpreting.slice(0, 80)}”, ask them for ${name}`);
  };
  const judge = (facts: Spoken): Judged => {
    if (how !== 'either') return how === 'door' ? atDoor(facts) : interpreted(facts);
    const [spoken, other] = [atDoor(facts), interpreted(facts)];
    if (spoken.verdict === 'yes' || other.verdict === 'yes') return spoken.verdict === 'yes' ? spoken : other;
    // A near language at the door says more than that nobody spoke of interpreters.
    if (other === interpreter.unsaid && spoken.verdict === 'unknown' && spoken !== door.unsaid) return spoken;
    return other.verdict !== 'no' || spoken.verdict === 'no' ? other : spoken;
  };
  const label = how === 'door' ? door.yes.words : how === 'interpreter' ? `${name} interpreter` : name;
  return wish({ key: `language ${how} ${wanted}`, name: 'language', label, reads: READS[how], judge });
}

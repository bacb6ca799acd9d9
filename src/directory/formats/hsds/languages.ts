// Languages as feeds write them ("Chinese (Mandarin)", "Chinese Spanish", "interpreters may be available") to ISO 639 codes.
import { findLanguage, type Language, spokenLanguage } from '#kernel';
import { saysNothing, tidyLine } from '../../cleaning/missing.ts';

export type ReadLanguage = {
  readonly name: string;
  /** ISO 639, the shortest there is; null: nobody here knows yet what was meant. */
  readonly code: string | null;
  readonly byInterpreter: boolean;
};
export type ReadLanguages = {
  readonly languages: readonly ReadLanguage[];
  /** Pieces nobody could read. */
  readonly unknown: readonly string[];
  /** It says something about interpreting, and no language. */
  readonly remark: string | null;
};

const INTERPRETING = /\b(?:interpret(?:ers?|ing|ation)|translat(?:ors?|ion|ing)|language\s?line)\b/i;
const BESIDE =
  /\b(?:interpret(?:ers?|ing|ation)|translat(?:ors?|ion|ing)|services?|only|available|on request|if needed|by arrangement|fluent|native|basic|some|staff|also|speakers?|bilingual|may|be|is|are|with|by|through|via|an?|for)\b/gi;
const NOT_ONE = /^(?:other|others|various|many|multiple|all|any|all languages|any language|etc)\.?$/i;

const known = (text: string): Language | null => findLanguage(text.trim());

/** 'Chinese (Mandarin)' is Mandarin; 'Kurdish (Sorani)' is Sorani; 'English (fluent)' is English. */
function withBrackets(text: string): Language | null {
  const [, outside, inside] = /^([^()]+)\(([^()]+)\)$/.exec(text) ?? [];
  if (outside === undefined || inside === undefined) return null;
  return known(`${inside} ${outside}`) ?? known(inside) ?? known(outside);
}

/** 'Chinese Spanish': every word must be a language by itself, or nothing is guessed. */
function wordByWord(text: string): readonly Language[] {
  const found = text.split(' ').map(known);
  return found.length > 1 && found.every(one => one !== null) ? (found as Language[]) : [];
}

function inPiece(piece: string): readonly Language[] {
  const whole = known(piece) ?? withBrackets(piece);
  if (whole) return [whole];
  const bare = tidyLine(piece.replace(BESIDE, ' ').replace(/[.:]/g, ' '));
  const found = bare === '' ? null : (known(bare) ?? withBrackets(bare));
  return found ? [found] : wordByWord(bare);
}

/** `decided` says what a person decided that a piece means: tags, none for nothing, undefined when nobody has. */
export function readLanguages(
  written: string,
  decided: (piece: string) => readonly string[] | undefined = () => undefined,
): ReadLanguages {
  const text = tidyLine(written).slice(0, 500);
  if (saysNothing(text)) return { languages: [], unknown: [], remark: null };
  const languages = new Map<string, ReadLanguage>();
  const unknown: string[] = [];
  let remark: string | null = null;
  const whole = decided(text) ?? known(text)?.tag;
  const pieces = whole === undefined ? text.split(/\s*(?:[,;/|&\n•]|\band\b|\bor\b)\s*/i) : [text];
  for (const piece of pieces.filter(one => one !== '' && !saysNothing(one))) {
    const byInterpreter = INTERPRETING.test(piece);
    const meant = decided(piece)?.flatMap(tag => findLanguage(tag) ?? []);
    const found = meant ?? inPiece(piece);
    for (const { tag, name } of found) {
      const code = spokenLanguage(tag);
      if (!languages.has(code)) languages.set(code, { name, code, byInterpreter });
    }
    if (found.length > 0 || meant !== undefined) continue;
    if (byInterpreter || /\bbring your own\b/i.test(piece)) remark = text;
    else if (!NOT_ONE.test(piece)) unknown.push(piece.slice(0, 200));
  }
  return { languages: [...languages.values()], unknown: [...new Set(unknown)], remark };
}

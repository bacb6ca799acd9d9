// How a language is written and called: its script, and its name with the country where the tag says one.
import { countryName, findLanguage, languageName } from '#kernel';

/** The script somebody reads a language in ('Arab', 'Guru'), from the tag or the language's usual one; null when not known. */
export function scriptOf(tag: string): string | null {
  const said = /-([a-z]{4})(?:-|$)/i.exec(tag)?.[1];
  if (said) return said.slice(0, 1).toUpperCase() + said.slice(1).toLowerCase();
  // Punjabi is written in two scripts: without one in the tag nobody knows which.
  const found = findLanguage(tag);
  return found === null || found.tag === 'pa' || found.script === 'Zxxx' ? null : found.script;
}

/** The name with the country, where the tag says one that the name does not: 'Arabic (Syria)'. */
export function varietyName(tag: string): string {
  const name = languageName(tag);
  const country = /-([a-z]{2})(?:-|$)/i.exec(tag)?.[1];
  const found = findLanguage(tag);
  if (!country || found?.tag.toLowerCase() === tag.toLowerCase()) return name;
  return `${name} (${countryName(country)})`;
}

const SCRIPT_NAMES = new Intl.DisplayNames('en-GB', { type: 'script' });
export const scriptName = (script: string): string => SCRIPT_NAMES.of(script) ?? script;

// HTML and Markdown of feeds become plain text: paragraphs, lists as lines with a dot, links as their words. Nothing else survives.
import { namedCharacter } from './entities.ts';
import { tidyText } from './missing.ts';

export const LONGEST_TEXT = 5000;

const characterOf = (point: number): string =>
  point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : '';

const decodeEntities = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,7}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (decimal) return characterOf(Number(decimal));
      if (hex) return characterOf(Number.parseInt(hex, 16));
      return namedCharacter(name ?? '') ?? whole;
    },
  );

/** An address that Markdown makes a link of is its own words. */
const BARE_LINK = /<(https?:\/\/[^<>\s]+|[^<>\s@:/]+@[^<>\s@]+)>/gi;

const withoutHtml = (text: string): string =>
  text
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<(script|style|iframe|object|template)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/<li\b[^<>]*>/gi, '\n• ')
    .replace(/<(?:br|hr)\b[^<>]*>/gi, '\n')
    .replace(/<\/?(?:p|div|ul|ol|h[1-6]|table|tr|section|blockquote)\b[^<>]*>/gi, '\n\n')
    .replace(/<(?:tel|mailto):[^<>]*>/gi, '')
    .replace(BARE_LINK, '$1')
    .replace(/<\/?[a-z][^<>]*>/gi, '');

const withoutMarkdown = (text: string): string =>
  text
    .replace(/\\\n/g, '\n')
    .replace(/!\[[^\]\n]*\]\([^()\n]*\)/g, '')
    .replace(/\[([^\]\n]*)\]\((?:[^()\n]|\([^()\n]*\))*\)/g, '$1')
    .replace(/^ {0,3}#{1,6} +/gm, '')
    .replace(/^ {0,3}> ?/gm, '')
    .replace(/^\s*(?:[*+-]|\\-) +/gm, '• ')
    .replace(/(\*\*|__)(?=\S)([\s\S]*?\S)\1/g, '$2')
    .replace(/(^|[\s(])[*_](?=\S)([^*_\n]*\S)[*_](?=$|[\s).,;:!?])/gm, '$1$2')
    .replace(/\\([\\`*_{}[\]()#+.!~>-])/g, '$1')
    .replace(/`([^`\n]*)`/g, '$1');

export type PlainText = { readonly text: string; readonly cut: boolean };

/** Markup that was escaped once too often, as feeds do that took it from a web page: '&lt;p&gt;'. */
const ESCAPED =
  /<\/?(?:p|br|hr|div|span|a|b|i|u|em|strong|ul|ol|li|h[1-6]|table|tbody|tr|td|th|font|img|script|style|iframe|object)\b[^<>]*>/i;

/** At most 5,000 characters, cut at a word. Other angle brackets that were written as entities stay as text: pages escape them. */
export function plainTextOf(markup: string): PlainText {
  const once = decodeEntities(withoutMarkdown(withoutHtml(markup)));
  const text = tidyText(
    ESCAPED.test(once) ? decodeEntities(withoutHtml(once)) : once.replace(BARE_LINK, '$1'),
  );
  if (text.length <= LONGEST_TEXT) return { text, cut: false };
  const kept = text.slice(0, LONGEST_TEXT - 2).replace(/[\ud800-\udbff]$/, '');
  return { text: `${kept.replace(/\s+\S*$/, '')} …`, cut: true };
}

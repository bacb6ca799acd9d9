// Search by words: a rare word of a record's own name, against records that have nothing like it anywhere.
import { CANDIDATES, type Feature, type Trial } from './feature.ts';

/** Shorter words may be stop words, and a search may match by their stems. */
const SHORTEST = 5;

export const words: Feature = {
  name: 'words',
  endpoint: '/services',
  of: ['oruk', 'hsds'],
  plan({ services }) {
    const texts = services.map(({ id, record }) => ({ id, text: JSON.stringify(record).toLowerCase() }));
    let best: Trial | null = null;
    for (const { id, record } of services.slice(0, CANDIDATES)) {
      const name = typeof record.name === 'string' ? record.name : '';
      for (const word of name.match(/\p{L}+/gu)?.filter(one => [...one].length >= SHORTEST) ?? []) {
        const stem = [...word.toLowerCase()].slice(0, SHORTEST).join('');
        const unwanted = new Set(texts.filter(({ text }) => !text.includes(stem)).map(one => one.id));
        if (unwanted.size > (best?.unwanted.size ?? 0))
          best = { query: { search: word }, wanted: id, unwanted, tolerant: true };
      }
    }
    return best ?? { lack: 'no service has a word in its name that another service is without' };
  },
};

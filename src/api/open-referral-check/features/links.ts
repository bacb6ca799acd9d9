// Filters by what a record is linked to and when it changed: taxonomy term, organisation, modified_after.
import { isObject } from '../page.ts';
import type { Opened } from '../walk/open-records.ts';
import { CANDIDATES, type Feature, idsOf, type Pool, rowsOf, sharpest, textOf } from './feature.ts';

function termsOf({ record }: Opened): readonly string[] {
  return rowsOf(record.attributes).flatMap(attribute => {
    const nested = isObject(attribute.taxonomy_term) ? textOf(attribute.taxonomy_term.id) : null;
    return textOf(attribute.taxonomy_term_id) ?? nested ?? [];
  });
}

/** Terms under a term: a good feed may return these too. */
function familyOf(term: string, parents: Pool['parents']): ReadonlySet<string> {
  const family = new Set([term]);
  for (let size = 0; size < family.size; ) {
    size = family.size;
    for (const [child, parent] of parents) if (family.has(parent)) family.add(child);
  }
  return family;
}

export const taxonomyTerm: Feature = {
  name: 'taxonomy term',
  endpoint: '/services',
  of: ['oruk', 'hsds'],
  plan({ services, parents }) {
    // Places and organisations carry terms too, so the whole record is looked through.
    const texts = services.map(one => ({ ...one, text: JSON.stringify(one.record) }));
    const candidates = services
      .slice(0, CANDIDATES)
      .flatMap(one => termsOf(one).map(term => ({ id: one.id, term })));
    const trials = candidates.slice(0, CANDIDATES).map(({ id, term }) => {
      const family = [...familyOf(term, parents)];
      const unwanted = idsOf(texts.filter(({ text }) => !family.some(member => text.includes(member))));
      return { query: { taxonomy_term_id: term }, wanted: id, unwanted };
    });
    return sharpest(trials, 'no service is tagged with a taxonomy term that another service is without');
  },
};

const organisationOf = ({ record }: Opened): string | null =>
  textOf(record.organization_id) ?? (isObject(record.organization) ? textOf(record.organization.id) : null);

export const organisation: Feature = {
  name: 'organisation',
  endpoint: '/services',
  of: ['hsds'],
  plan({ services }) {
    const trials = services.slice(0, CANDIDATES).flatMap(one => {
      const own = organisationOf(one);
      const others = services.filter(other => ![null, own].includes(organisationOf(other)));
      return own ? [{ query: { organization_id: own }, wanted: one.id, unwanted: idsOf(others) }] : [];
    });
    return sharpest(trials, 'no two services belong to different organisations');
  },
};

const instantOf = ({ record }: Opened): number => Date.parse(textOf(record.last_modified) ?? '');

export const modifiedAfter: Feature = {
  name: 'modified after',
  endpoint: '/services',
  of: ['hsds'],
  plan({ services }) {
    const dated = services.filter(one => !Number.isNaN(instantOf(one)));
    const [newest] = [...dated].sort((a, b) => instantOf(b) - instantOf(a));
    if (!newest) return { lack: 'no service says when it was last modified' };
    // The parameter is inclusive; feeds that keep whole seconds only are not caught out.
    const older = dated.filter(one => instantOf(one) < instantOf(newest) - 1_000);
    const query = { modified_after: String(newest.record.last_modified) };
    return sharpest(
      [{ query, wanted: newest.id, unwanted: idsOf(older) }],
      'all services were modified together',
    );
  },
};
